package dev.thplab.runtime.explain;

import dev.thplab.runtime.script.ScriptPolicy;
import dev.thplab.sim.policy.Attachment;
import dev.thplab.sim.policy.Decision;
import dev.thplab.sim.policy.LostReason;
import dev.thplab.sim.policy.PolicyAnswer;
import dev.thplab.sim.policy.PolicyQuery;
import java.util.ArrayList;
import java.util.List;

/// A decision in words.
public final class DecisionText {
  private DecisionText() {}

  /// What a policy calls itself, or what it was attached as.
  static String name(Attachment attachment) {
    return attachment.policy().behind() instanceof ScriptPolicy script
        ? script.name()
        : attachment.name();
  }

  /// Who or what needed the decision: `a page fault (write to 7f0000000000)`.
  public static String subject(Decision decision) {
    return switch (decision.type) {
      case PAGEFAULT, SWAP_PAGEFAULT ->
          "a page fault (%s %x)"
              .formatted(decision.write ? "write to" : "read of", decision.address);
      case KHUGEPAGED -> "khugepaged" + target(decision);
      case FORCED_COLLAPSE -> "MADV_COLLAPSE" + target(decision);
      case SMAPS -> "smaps";
    };
  }

  private static String target(Decision decision) {
    if (decision.isAboutMm()) {
      return " (question about the process)";
    }
    return decision.address == PolicyQuery.NO_ADDRESS
        ? " (question about the VMA)"
        : " (look at the 2 MiB)";
  }

  /// How it ended: `base page`, `64 KiB`, `nothing`.
  public static String outcome(Decision decision) {
    if (decision.result == null) {
      int left = decision.offered & ~decision.lost() & ~1;
      return left == 0 ? "refused" : "allowed " + Orders.sizes(left);
    }
    if (decision.obtained == Decision.NOTHING) {
      return decision.result;
    }
    return "%s (%s), %s"
        .formatted(
            Orders.size(decision.obtained), decision.result, RangeText.cost(decision.costNs));
  }

  /// The steps that led there, in the order in which the kernel takes them: what was offered, what
  /// each policy and each rule took, what was obtained.
  static List<String> steps(Decision decision) {
    List<String> steps = new ArrayList<>();
    steps.add("offered: " + Orders.sizes(decision.offered));
    for (PolicyAnswer answer : decision.answers()) {
      steps.add(policy(answer));
    }
    for (LostReason reason : LostReason.values()) {
      int lost = decision.lost(reason);
      if (lost != 0 && reason != LostReason.SIZE) {
        steps.add("lost to %s: %s".formatted(reason.label(), Orders.sizes(lost)));
      }
    }
    steps.add("outcome: " + outcome(decision));
    return steps;
  }

  private static String policy(PolicyAnswer answer) {
    int taken = answer.offered() & ~answer.allowed();
    return "policy %s (scope %s, %s): %s"
        .formatted(
            name(answer.attachment()),
            answer.attachment().scope(),
            answer.attachment().mode(),
            taken == 0
                ? "abstained"
                : (answer.acts() ? "took " : "would have taken ") + Orders.sizes(taken));
  }
}
