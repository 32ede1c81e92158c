package dev.thplab.runtime.compare;

import dev.thplab.runtime.NearestName;
import dev.thplab.sim.policy.Decision;
import dev.thplab.sim.policy.LostReason;
import dev.thplab.sim.policy.PolicyAnswer;
import dev.thplab.sim.policy.TvaType;
import java.util.List;

/// Which decisions are explained: those for which everything holds.
///
/// @param pid the process, or null for every one
/// @param only words of [#WORDS], or `vma=NAME`
public record ExplainFilter(Integer pid, List<String> only) {
  /// Accepts every decision.
  public static final ExplainFilter ALL = new ExplainFilter(null, List.of());

  /// The words that may be asked for.
  public static final List<String> WORDS =
      List.of("pagefault", "khugepaged", "collapse", "fallback", "policy", "shadow");

  private static final String VMA = "vma=";

  /// Checks the words.
  ///
  /// @throws IllegalArgumentException naming a word that is unknown, and those that are not
  public ExplainFilter {
    only = List.copyOf(only);
    for (String word : only) {
      if (!WORDS.contains(word) && !word.startsWith(VMA)) {
        throw new IllegalArgumentException(
            "--explain-only (%s) must be one of %s, or vma=NAME%s"
                .formatted(word, String.join(", ", WORDS), NearestName.question(word, WORDS)));
      }
    }
  }

  /// Whether a decision is explained.
  boolean accepts(Decision decision) {
    return (pid == null || decision.pid == pid)
        && only.stream().allMatch(word -> holds(word, decision));
  }

  private static boolean holds(String word, Decision decision) {
    return switch (word) {
      case "pagefault" -> decision.type.inPageFault();
      case "khugepaged" -> decision.type == TvaType.KHUGEPAGED;
      case "collapse" -> decision.type == TvaType.FORCED_COLLAPSE;
      case "fallback" ->
          (decision.lost(LostReason.NO_FREE_BLOCK)
                  | decision.lost(LostReason.NO_HUGE_ZERO)
                  | decision.lost(LostReason.NO_TABLE_PAGE)
                  | decision.lost(LostReason.CHARGE))
              != 0;
      case "policy" -> decision.decider() != null;
      case "shadow" -> decision.answers().stream().anyMatch(answer -> differs(answer, decision));
      default -> word.substring(VMA.length()).equals(decision.vmaName);
    };
  }

  /// Whether a shadow would have chosen otherwise.
  private static boolean differs(PolicyAnswer answer, Decision decision) {
    return !answer.acts() && ((answer.allowed() ^ decision.chosen) & answer.offered()) != 0;
  }
}
