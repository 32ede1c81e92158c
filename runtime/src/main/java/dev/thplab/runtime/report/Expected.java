package dev.thplab.runtime.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// An expectation of a cell, in words.
///
/// @param what it is about
/// @param found the value
/// @param wanted the rule with its limit
/// @param margin how far a number is from its limit; empty for lists
/// @param problem what is wrong and by how much; null if it holds
record Expected(String what, String found, String wanted, String margin, String problem) {

  /// Reads a line of results.
  static Expected of(Map<String, Object> line) {
    Object value = line.get("value");
    Object limit = line.get("limit");
    String margin =
        value instanceof Number number && limit instanceof Number bound
            ? Numbers.signed(number.doubleValue() - bound.doubleValue())
            : "";
    return new Expected(
        (String) line.get("what"),
        value instanceof List<?> list
            ? list.stream().map(Numbers::text).collect(Collectors.joining(", "))
            : Numbers.text(value),
        wanted((String) line.get("rule"), limit),
        margin,
        (String) line.get("problem"));
  }

  boolean holds() {
    return problem == null;
  }

  private static String wanted(String rule, Object limit) {
    return switch (rule) {
      case "toBe" -> "= " + Numbers.text(limit);
      case "toBeLessThan" -> "< " + Numbers.text(limit);
      case "toBeAtMost" -> "≤ " + Numbers.text(limit);
      case "toBeGreaterThan" -> "> " + Numbers.text(limit);
      case "toBeAtLeast" -> "≥ " + Numbers.text(limit);
      case "toFall" -> "falls";
      case "toRise" -> "rises";
      case "toNeverRise" -> "never rises";
      case "toNeverFall" -> "never falls";
      default -> throw new IllegalArgumentException("no such rule: " + rule);
    };
  }
}
