package dev.thplab.runtime.scenario;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A short program of memory operations with the settings it runs under.
///
/// @param settings what is written to sysfs before the run, in this order; the rest keeps the
///   kernel's default
/// @param source the scenario as it stands in the file
public record Scenario(String name, List<Setting> settings, List<Op> ops, ObjectNode source) {
  public Scenario {
    settings = List.copyOf(settings);
    ops = List.copyOf(ops);
  }

  /// What a kernel did, as stored in the file, or null.
  public JsonNode storedResult() {
    return source.get("result");
  }
}
