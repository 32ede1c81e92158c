package dev.thplab.runtime.compare;

import dev.thplab.runtime.explain.DecisionFields;
import dev.thplab.sim.policy.Decision;
import tools.jackson.core.JsonGenerator;

/// A decision of a case as a line of JSON Lines.
final class DecisionLine {
  private DecisionLine() {}

  /// Writes the object.
  static void write(JsonGenerator json, String caseName, Decision decision) {
    json.writeStartObject();
    json.writeStringProperty("case", caseName);
    DecisionFields.of(decision)
        .forEach((name, value) -> {
          json.writeName(name);
          JsonWriters.value(json, value);
        });
    json.writeEndObject();
  }
}
