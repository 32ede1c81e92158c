package dev.thplab.runtime.compare;

import dev.thplab.runtime.script.ScriptPolicy;
import dev.thplab.sim.policy.Decision;
import dev.thplab.sim.policy.DecisionListener;
import dev.thplab.sim.policy.LostReason;
import dev.thplab.sim.policy.PolicyQuery;
import tools.jackson.core.JsonGenerator;

/// Writes each decision of one case as a JSON object.
final class DecisionLine implements DecisionListener {
  private static final LostReason[] REASONS = LostReason.values();

  private final JsonGenerator json;
  private final String caseName;
  private final ScriptPolicy policy;

  /// Writes to `json`; `policy` may be null.
  DecisionLine(JsonGenerator json, String caseName, ScriptPolicy policy) {
    this.json = json;
    this.caseName = caseName;
    this.policy = policy;
  }

  @Override
  public void decided(Decision decision) {
    json.writeStartObject();
    json.writeStringProperty("case", caseName);
    json.writeNumberProperty("time_ns", decision.nowNs);
    json.writeNumberProperty("pid", decision.pid);
    json.writeStringProperty("comm", decision.comm);
    json.writeStringProperty("vma_start", Long.toHexString(decision.vmaStart));
    json.writeStringProperty("vma_end", Long.toHexString(decision.vmaEnd));
    json.writeName("address");
    if (decision.address == PolicyQuery.NO_ADDRESS) {
      json.writeNull();
    } else {
      json.writeString(Long.toHexString(decision.address));
    }
    json.writeStringProperty("type", decision.type.scriptName());
    json.writeBooleanProperty("write", decision.write);
    decider(decision);
    orders("offered", decision.offered);
    outcome(decision);
    json.writeEndObject();
  }

  private void decider(Decision decision) {
    json.writeName("decided_by");
    if (policy == null || !decision.asked || policy.ejected().isPresent()) {
      json.writeString("default");
      return;
    }
    json.writeStartObject();
    json.writeStringProperty("policy", policy.name());
    json.writeStringProperty("sha256", policy.hash());
    json.writeStringProperty("contract", policy.contract());
    json.writeStringProperty("scope", "global");
    json.writeEndObject();
  }

  private void outcome(Decision decision) {
    orders("chosen", decision.chosen);
    json.writeStringProperty("result", decision.result);
    json.writeName("obtained");
    if (decision.obtained == Decision.NOTHING) {
      json.writeNull();
    } else {
      json.writeNumber(decision.obtained);
    }
    json.writeName("lost");
    json.writeStartArray();
    for (LostReason reason : REASONS) {
      lost(decision.lost(reason), reason);
    }
    json.writeEndArray();
    json.writeNumberProperty("cost_ns", decision.costNs);
  }

  private void lost(int orders, LostReason reason) {
    for (int left = orders; left != 0; left &= left - 1) {
      json.writeStartObject();
      json.writeNumberProperty("order", Integer.numberOfTrailingZeros(left));
      json.writeStringProperty("reason", reason.label());
      json.writeEndObject();
    }
  }

  private void orders(String name, int orders) {
    json.writeName(name);
    json.writeStartArray();
    for (int left = orders; left != 0; left &= left - 1) {
      json.writeNumber(Integer.numberOfTrailingZeros(left));
    }
    json.writeEndArray();
  }
}
