package dev.thplab.runtime.livekernel;

import dev.thplab.runtime.scenario.ResultJson;
import dev.thplab.runtime.scenario.Scenario;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
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
    SequencedMap<ObjectNode, Integer> results = new LinkedHashMap<>();
    for (int i = 0; i < runs; i++) {
      results.merge(ResultJson.of(scenario, kernel.run(scenario, true)), 1, Integer::sum);
    }
    Map.Entry<ObjectNode, Integer> best = results.firstEntry();
    for (Map.Entry<ObjectNode, Integer> entry : results.entrySet()) {
      if (entry.getValue() > best.getValue()) {
        best = entry;
      }
    }
    return new RepeatedResult(best.getKey(), runs, best.getValue());
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
