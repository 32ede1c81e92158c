package dev.thplab.runtime.explain;

import dev.thplab.sim.policy.Decision;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where two courses of one machine part, while they are run in step.
///
/// @param index decisions that both made alike before
/// @param a what the first course decided then, or null if it had come to its end
/// @param b the same of the second
public record Parting(int index, Decision a, Decision b) {
  /// Whether two decisions are about the same thing, chose the same and obtained the same.
  public static boolean isSame(Decision a, Decision b) {
    return FirstDifference.isSame(a, b);
  }

  /// Whether both courses came to their ends alike.
  public boolean isNone() {
    return a == null && b == null;
  }

  /// The parting for people; the courses are called `nameA` and `nameB`.
  public String text(String nameA, String nameB) {
    if (isNone()) {
      return "%s and %s chose and obtained the same in all %d decisions.\n"
          .formatted(nameA, nameB, index);
    }
    StringBuilder text =
        new StringBuilder("Decision %d is the first that differs.\n\n".formatted(index + 1));
    FirstDifference.side(text, nameA, a);
    FirstDifference.side(text, nameB, b);
    return text.toString();
  }

  /// The parting for tools: strings, numbers, lists and maps.
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("same", index);
    map.put("a", a == null ? null : DecisionFields.of(a));
    map.put("b", b == null ? null : DecisionFields.of(b));
    return map;
  }
}
