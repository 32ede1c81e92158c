package dev.thplab.runtime.livekernel;

import dev.thplab.runtime.scenario.ResultJson;
import dev.thplab.runtime.scenario.Scenario;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Predicate;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a kernel did in several runs of a scenario.
///
/// @param result the result it gave most often
/// @param runs how many runs there were
/// @param identical how many of them gave that result
public record RepeatedResult(ObjectNode result, int runs, int identical) {
  /// Runs a scenario on a kernel that does nothing else meanwhile.
  public static RepeatedResult of(LiveKernel kernel, Scenario scenario, int runs) {
    return of(kernel, scenario, runs, _ -> false);
  }

  /// The same, but a result that is `expected` ends it.
  static RepeatedResult of(
      LiveKernel kernel, Scenario scenario, int runs, Predicate<ObjectNode> expected) {
    SequencedMap<ObjectNode, Integer> results = new LinkedHashMap<>();
    for (int i = 0; i < runs; i++) {
      ObjectNode result = ResultJson.of(scenario, kernel.run(scenario, true));
      if (expected.test(result)) {
        return new RepeatedResult(result, 1, 1);
      }
      results.merge(result, 1, Integer::sum);
    }
    Map.Entry<ObjectNode, Integer> best = results.firstEntry();
    for (Map.Entry<ObjectNode, Integer> entry : results.entrySet()) {
      if (entry.getValue() > best.getValue()) {
        best = entry;
      }
    }
    return new RepeatedResult(best.getKey(), runs, best.getValue());
  }

  /// Returns `scenario` with a `repeat` in its source that tells how often the result was seen.
  public Scenario describe(Scenario scenario) {
    ObjectNode source = scenario.source().deepCopy();
    source.putObject("repeat").put("runs", runs).put("identical", identical);
    return new Scenario(scenario.name(), scenario.settings(), scenario.ops(), source);
  }

  /// No result: the scenario cannot be run.
  static RepeatedResult none() {
    return new RepeatedResult(JsonNodeFactory.instance.objectNode(), 0, 0);
  }

  /// Whether the kernel does the same nearly each time.
  public boolean isRepeatable() {
    return runs > 0 && identical >= runs - runs / 4;
  }
}
