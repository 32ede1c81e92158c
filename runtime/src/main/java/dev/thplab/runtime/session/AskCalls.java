package dev.thplab.runtime.session;

import dev.thplab.runtime.explain.Orders;
import dev.thplab.runtime.script.ScriptPolicy;
import dev.thplab.sim.policy.Decision;
import dev.thplab.sim.policy.LostReason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Questions that a script puts to a policy, and the decision that a machine would take.
final class AskCalls {
  /// Orders that anonymous memory can have beside base pages.
  private static final int LARGE = 0x3fc;

  private final PolicyTexts texts;

  AskCalls(PolicyTexts texts) {
    this.texts = texts;
  }

  void addTo(Map<String, Call> calls) {
    calls.put("ask", this::ask);
  }

  /// `ask(policy, question)`.
  private Object ask(World world, Arguments arguments) {
    arguments.checkOptions(1, QuestionMachine.KEYS);
    try (ScriptPolicy policy = texts.load(arguments, 0, arguments.valuesOption(1, "options"))) {
      QuestionMachine machine = new QuestionMachine(world.machine(), arguments);
      Decision decision = machine.ask(policy);
      if (!policy.failures().isEmpty()) {
        throw new SessionException(policy.failures().getFirst().first().message());
      }
      return row(machine, decision);
    }
  }

  /// The decision; one that was not taken has no orders in it.
  private static Map<String, Object> row(QuestionMachine machine, Decision decision) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("type", machine.type().scriptName());
    row.put("offered", Orders.list(decision.offered & LARGE));
    row.put("answer", answer(machine));
    row.put("left", Orders.list(decision.offered & ~decision.lost() & LARGE));
    row.put("order", decision.obtained == Decision.NOTHING ? null : decision.obtained);
    row.put("result", decision.result);
    Map<String, Object> lost = new LinkedHashMap<>();
    for (LostReason reason : LostReason.values()) {
      if ((decision.lost(reason) & LARGE) != 0) {
        lost.put(reason.label(), Orders.list(decision.lost(reason) & LARGE));
      }
    }
    row.put("lost", lost);
    row.put("fieldsRead", ScriptPolicy.fieldNames(machine.answers().fieldsRead()));
    return row;
  }

  private static Object answer(QuestionMachine machine) {
    GivenQuestion answers = machine.answers();
    if (!answers.wasAsked()) {
      return "not asked";
    }
    if (answers.abstained()) {
      return "abstain";
    }
    List<Integer> allowed = Orders.list(answers.allowed() & LARGE);
    return allowed.isEmpty() ? "deny" : allowed;
  }
}
