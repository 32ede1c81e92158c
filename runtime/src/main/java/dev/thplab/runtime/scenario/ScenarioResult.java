package dev.thplab.runtime.scenario;

import java.util.List;
import java.util.SequencedMap;

/// What came of a scenario.
///
/// @param ops one result for each operation, in their order
/// @param counters what the machine counted from start to end, zeros left out
public record ScenarioResult(List<OpResult> ops, SequencedMap<String, Long> counters) {
  public ScenarioResult {
    ops = List.copyOf(ops);
  }
}
