package dev.thplab.runtime.recording;

import dev.thplab.runtime.JsonObject;
import dev.thplab.runtime.explain.DecisionFields;
import dev.thplab.runtime.explain.Orders;
import dev.thplab.runtime.script.ScriptPolicy;
import dev.thplab.sim.policy.Decision;
import dev.thplab.sim.policy.PolicyAnswer;
import java.util.List;
import java.util.Map;

/// A decision about which a policy would have decided otherwise than the recording.
///
/// Only orders count that an answer is about: those that were offered and that sysfs enables.
///
/// @param line its line in the recording, or 0 if no recorded policy was asked
/// @param decision the decision as it was replayed
/// @param answer what the policy said
public record DecisionDifference(int line, Decision decision, PolicyAnswer answer) {

  /// The orders about which the answer and the recorded decision differ, as a mask.
  static int differs(Decision decision, PolicyAnswer answer) {
    return (answer.allowed() ^ decision.chosen) & answer.offered() & decision.decidable;
  }

  /// The orders about which they differ, as a mask.
  public int differs() {
    return differs(decision, answer);
  }

  /// The orders that the recording allowed, as a mask.
  public int recorded() {
    return decision.chosen & decision.decidable;
  }

  /// The orders that the policy would have allowed, as a mask.
  public int replayed() {
    return answer.allowed() & decision.decidable;
  }

  /// The fields of the question that the policy read.
  public List<String> fieldsRead() {
    return ScriptPolicy.fieldNames(answer.fieldsRead());
  }

  /// The members of a JSON object, in a fixed order; units as in [DecisionFields].
  public Map<String, Object> asMap() {
    Map<String, Object> map = JsonObject.of("line", line == 0 ? null : line);
    map.putAll(DecisionFields.subject(decision));
    map.put("offered", Orders.list(decision.offered));
    map.put("recorded", Orders.list(recorded()));
    map.put("replayed", Orders.list(replayed()));
    map.put("differs", Orders.list(differs()));
    map.put("fields_read", fieldsRead());
    map.put("result", decision.result);
    map.put("obtained", DecisionFields.obtained(decision));
    return map;
  }
}
