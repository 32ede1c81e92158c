package dev.thplab.runtime.livekernel;

import dev.thplab.runtime.scenario.ResultJson;
import dev.thplab.runtime.scenario.Scenario;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// What a kernel did in several runs of a scenario.
///
/// @param result the result it gave most often
/// @param runs how many runs there were
/// @param identical how many of them gave that result
public record RepeatedResult(ObjectNode result, int runs, int identical) {
  /// Runs a scenario on a kernel that does nothing else meanwhile.
  public static RepeatedResult of(LiveKernel kernel, Scenario scenario, int runs) {
    List<ObjectNode> results = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      results.add(ResultJson.of(scenario, kernel.run(scenario, true)));
    }
    return of(results);
  }

  /// Returns the most frequent of some results, the earliest of those that are as frequent.
  static RepeatedResult of(List<ObjectNode> results) {
    ObjectNode best = results.getFirst();
    for (ObjectNode result : results) {
      if (Collections.frequency(results, result) > Collections.frequency(results, best)) {
        best = result;
      }
    }
    return new RepeatedResult(best, results.size(), Collections.frequency(results, best));
  }

  /// Returns `scenario` with a `repeat` in its source that tells how often the result was seen.
  public Scenario describe(Scenario scenario) {
    ObjectNode source = scenario.source().deepCopy();
    source.putObject("repeat").put("runs", runs).put("identical", identical);
    return new Scenario(scenario.name(), scenario.settings(), scenario.ops(), source);
  }

  /// Whether the kernel does the same nearly each time: other processes may disturb one run in
  /// four.
  public boolean isRepeatable() {
    return identical >= runs - runs / 4;
  }
}
