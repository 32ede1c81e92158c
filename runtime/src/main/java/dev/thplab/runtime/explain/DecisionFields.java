package dev.thplab.runtime.explain;

import dev.thplab.runtime.script.ScriptPolicy;
import dev.thplab.sim.policy.Attachment;
import dev.thplab.sim.policy.Decision;
import dev.thplab.sim.policy.LostReason;
import dev.thplab.sim.policy.PolicyAnswer;
import dev.thplab.sim.policy.PolicyQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The members of a decision as a JSON object, in a fixed order.
public final class DecisionFields {
  private static final LostReason[] REASONS = LostReason.values();

  private DecisionFields() {}

  /// Returns the members: strings, numbers, booleans, lists and maps. Orders are lists of numbers,
  /// addresses hexadecimal text, times simulated nanoseconds.
  public static Map<String, Object> of(Decision decision) {
    Map<String, Object> map = subject(decision);
    PolicyAnswer decider = decision.decider();
    map.put("decided_by", decider == null ? "default" : policy(decider.attachment()));
    map.put("offered", Orders.list(decision.offered));
    if (!decision.answers().isEmpty()) {
      map.put("policies", decision.answers().stream().map(DecisionFields::answer).toList());
    }
    map.put("chosen", Orders.list(decision.chosen));
    map.put("result", decision.result);
    map.put("obtained", obtained(decision));
    map.put("lost", lost(decision));
    map.put("cost_ns", decision.costNs);
    return map;
  }

  /// The order that was mapped, or null.
  public static Integer obtained(Decision decision) {
    return decision.obtained == Decision.NOTHING ? null : decision.obtained;
  }

  /// The members that say what the decision is about.
  public static Map<String, Object> subject(Decision decision) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("time_ns", decision.nowNs);
    map.put("pid", decision.pid);
    map.put("comm", decision.comm);
    map.put("vma_start", Long.toHexString(decision.vmaStart));
    map.put("vma_end", Long.toHexString(decision.vmaEnd));
    map.put("vma_name", decision.vmaName);
    map.put(
        "address",
        decision.address == PolicyQuery.NO_ADDRESS ? null : Long.toHexString(decision.address));
    map.put("type", decision.type.scriptName());
    map.put("write", decision.write);
    return map;
  }

  private static Map<String, Object> policy(Attachment attachment) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (attachment.policy().behind() instanceof ScriptPolicy script) {
      map.put("policy", script.name());
      map.put("sha256", script.hash());
      map.put("contract", script.contract());
    } else {
      map.put("policy", attachment.name());
    }
    map.put("scope", attachment.scope().toString());
    map.put("mode", attachment.mode().toString());
    return map;
  }

  private static Map<String, Object> answer(PolicyAnswer answer) {
    Map<String, Object> map = policy(answer.attachment());
    map.put("chosen", Orders.list(answer.allowed()));
    if (answer.attachment().policy().behind() instanceof ScriptPolicy) {
      map.put("fields_read", ScriptPolicy.fieldNames(answer.fieldsRead()));
    }
    return map;
  }

  private static List<Object> lost(Decision decision) {
    List<Object> rows = new ArrayList<>();
    for (LostReason reason : REASONS) {
      for (int order : Orders.list(decision.lost(reason))) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("order", order);
        row.put("reason", reason.label());
        rows.add(row);
      }
    }
    return rows;
  }
}
