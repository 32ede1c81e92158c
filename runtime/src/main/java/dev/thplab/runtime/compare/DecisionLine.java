package dev.thplab.runtime.compare;

import dev.thplab.runtime.explain.DecisionFields;
import dev.thplab.sim.policy.Decision;
import dev.thplab.sim.policy.DecisionListener;
import tools.jackson.core.JsonGenerator;

/// Writes each decision of one case as a JSON object.
final class DecisionLine implements DecisionListener {
  private final JsonGenerator json;
  private final String caseName;

  DecisionLine(JsonGenerator json, String caseName) {
    this.json = json;
    this.caseName = caseName;
  }

  @Override
  public void decided(Decision decision) {
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
