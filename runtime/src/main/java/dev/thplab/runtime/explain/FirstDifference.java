package dev.thplab.runtime.explain;

import dev.thplab.sim.policy.Decision;
import dev.thplab.sim.policy.LostReason;
import dev.thplab.sim.policy.TvaType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Where the decisions of two runs of the same program part, and how many differ.
///
/// Runs part at the first decision that chose or obtained something else; up to there they ask the
/// same. Behind it one run may decide what the other is not asked; all decisions about the same
/// thing are held against each other: the same kind of question, process and address, the n-th with
/// the n-th.
///
/// @param index number of the decision in which they part, from 0, or -1 if they do not
/// @param a that decision in the first run, or null if the run had ended
/// @param b the same in the second run
/// @param nrA decisions of the first run
/// @param nrB decisions of the second run
/// @param counts how many differ, and how, without empty counts
public record FirstDifference(
    int index, Decision a, Decision b, int nrA, int nrB, List<Count> counts) {
  public FirstDifference {
    counts = List.copyOf(counts);
  }

  /// How two decisions differ.
  public enum Kind {
    ONLY_A("only in the first"),
    ONLY_B("only in the second"),
    OBTAINED("another size obtained"),
    CHOSEN("policies chose otherwise, the same obtained"),
    REASON("lost for other reasons, the same obtained");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /// In words.
    public String text() {
      return text;
    }
  }

  /// So many decisions of a type differ in this way.
  public record Count(TvaType type, Kind kind, int decisions) {}

  /// What a decision is about.
  private record Subject(TvaType type, int pid, long address, boolean write, long vmaStart) {
    static Subject of(Decision decision) {
      return new Subject(
          decision.type, decision.pid, decision.address, decision.write, decision.vmaStart);
    }
  }

  /// Compares the decisions of two runs, each in its order.
  public static FirstDifference of(List<Decision> a, List<Decision> b) {
    int index = 0;
    while (index < a.size() && index < b.size() && isSame(a.get(index), b.get(index))) {
      index++;
    }
    boolean part = index < a.size() || index < b.size();
    return new FirstDifference(
        part ? index : -1,
        index < a.size() ? a.get(index) : null,
        index < b.size() ? b.get(index) : null,
        a.size(),
        b.size(),
        counts(a, b));
  }

  /// Whether the runs chose and obtained the same all along.
  public boolean isNone() {
    return index < 0;
  }

  /// Whether two decisions are about the same thing, chose the same and obtained the same.
  static boolean isSame(Decision a, Decision b) {
    Kind kind = kind(a, b);
    return Subject.of(a).equals(Subject.of(b)) && (kind == null || kind == Kind.REASON);
  }

  /// How decisions about the same thing differ, or null.
  private static Kind kind(Decision a, Decision b) {
    if (a.obtained != b.obtained) {
      return Kind.OBTAINED;
    }
    if (a.chosen != b.chosen) {
      return Kind.CHOSEN;
    }
    for (LostReason reason : LostReason.values()) {
      if (a.lost(reason) != b.lost(reason)) {
        return Kind.REASON;
      }
    }
    return null;
  }

  private static List<Count> counts(List<Decision> a, List<Decision> b) {
    Map<Subject, Deque<Decision>> open = new LinkedHashMap<>();
    for (Decision decision : a) {
      open.computeIfAbsent(Subject.of(decision), _ -> new ArrayDeque<>()).add(decision);
    }
    Tally tally = new Tally();
    for (Decision decision : b) {
      Deque<Decision> alike = open.get(Subject.of(decision));
      if (alike == null || alike.isEmpty()) {
        tally.add(decision.type, Kind.ONLY_B);
      } else {
        tally.add(decision.type, kind(alike.remove(), decision));
      }
    }
    open.values().forEach(left -> left.forEach(decision -> tally.add(decision.type, Kind.ONLY_A)));
    return tally.counts();
  }

  private static final class Tally {
    private final Map<TvaType, Map<Kind, Integer>> byType = new TreeMap<>();

    void add(TvaType type, Kind kind) {
      if (kind != null) {
        byType.computeIfAbsent(type, _ -> new TreeMap<>()).merge(kind, 1, Integer::sum);
      }
    }

    List<Count> counts() {
      List<Count> counts = new ArrayList<>();
      byType.forEach(
          (type, kinds) -> kinds.forEach((kind, n) -> counts.add(new Count(type, kind, n))));
      return counts;
    }
  }

  /// The difference for people; the runs are called `nameA` and `nameB`.
  public String text(String nameA, String nameB) {
    StringBuilder text = new StringBuilder();
    if (isNone()) {
      text.append(
          "%s and %s chose and obtained the same in all %d decisions.\n"
              .formatted(nameA, nameB, nrA));
    } else {
      text.append(
          "Of %d and %d decisions, number %d is the first that differs.\n\n"
              .formatted(nrA, nrB, index + 1));
      side(text, nameA, a);
      side(text, nameB, b);
    }
    if (!counts.isEmpty()) {
      text.append("\nIn all differ (the first is %s, the second %s):\n".formatted(nameA, nameB));
    }
    for (Count count : counts) {
      text.append(
          "  %-15s %8d  %s\n"
              .formatted(count.type().scriptName(), count.decisions(), count.kind().text()));
    }
    return text.toString();
  }

  /// Appends what the run `name` decided; null is nothing.
  static void side(StringBuilder text, String name, Decision decision) {
    text.append(name).append(":\n");
    if (decision == null) {
      text.append("  no decision any more\n");
      return;
    }
    text.append(
        "  %s  process %d (%s): %s\n"
            .formatted(
                RangeText.time(decision.nowNs),
                decision.pid,
                decision.comm,
                DecisionText.subject(decision)));
    DecisionText.steps(decision).forEach(step -> text.append("      ").append(step).append('\n'));
  }

  /// The difference for tools: strings, numbers, lists and maps.
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("decisions", List.of(nrA, nrB));
    map.put("first", isNone() ? null : index);
    map.put("a", a == null ? null : DecisionFields.of(a));
    map.put("b", b == null ? null : DecisionFields.of(b));
    List<Object> rows = new ArrayList<>();
    for (Count count : counts) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("type", count.type().scriptName());
      row.put("kind", count.kind().text());
      row.put("decisions", count.decisions());
      rows.add(row);
    }
    map.put("counts", rows);
    return map;
  }
}
