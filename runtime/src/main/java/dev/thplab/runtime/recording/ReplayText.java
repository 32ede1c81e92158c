package dev.thplab.runtime.recording;

import dev.thplab.runtime.explain.DecisionText;
import dev.thplab.runtime.explain.Orders;
import dev.thplab.runtime.explain.RangeText;
import dev.thplab.sim.policy.Decision;
import dev.thplab.sim.policy.PolicyQuery;
import java.util.ArrayList;
import java.util.List;

/// Writes a [ReplayResult] for people: the first difference in full, then all in a table, in which
/// neighbours that are alike share a row.
final class ReplayText {
  private static final String GAP = "  ";

  private final ReplayResult result;
  private final StringBuilder text = new StringBuilder();

  ReplayText(ReplayResult result) {
    this.result = result;
  }

  String text() {
    if (result.differences().isEmpty()) {
      line(
          "%s decides as recorded in all %d decisions about which it was asked; %s has %d."
              .formatted(
                  result.policy(), result.asked(), result.recording().path(), result.decisions()));
    } else {
      line(
          "%s decides otherwise in %d of the %d decisions about which it was asked; %s has %d."
              .formatted(
                  result.policy(),
                  result.differences().size(),
                  result.asked(),
                  result.recording().path(),
                  result.decisions()));
      first(result.differences().getFirst());
      table();
    }
    return text.toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void first(DecisionDifference difference) {
    Decision decision = difference.decision();
    line("");
    line(
        difference.line() == 0
            ? "The first has no line, for no recorded policy was asked:"
            : "The first is line %d:".formatted(difference.line()));
    line(
        "  %s  process %d (%s): %s"
            .formatted(
                RangeText.time(decision.nowNs),
                decision.pid,
                decision.comm,
                DecisionText.subject(decision)));
    if (!decision.isAboutMm()) {
      String name = decision.vmaName == null ? "" : " " + decision.vmaName;
      line("      VMA: %x-%x%s".formatted(decision.vmaStart, decision.vmaEnd, name));
    }
    line("      recorded: " + Orders.sizes(difference.recorded()));
    line("      %s: %s".formatted(result.policy(), Orders.sizes(difference.replayed())));
    line("      it read: " + fieldsRead(difference));
    line("      outcome as recorded: " + DecisionText.outcome(decision));
  }

  private static String fieldsRead(DecisionDifference difference) {
    return difference.fieldsRead().isEmpty()
        ? "nothing of the question"
        : String.join(", ", difference.fieldsRead());
  }

  private void table() {
    line("");
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "line",
            "alike",
            "time",
            "process",
            "question",
            "area",
            "address",
            "recorded",
            "policy"));
    groups().forEach(group -> rows.add(row(group)));
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder cells = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        boolean isNumber = i < 3;
        cells.append(i == 0 ? "" : GAP);
        cells.append(("%" + (isNumber ? "" : "-") + widths[i] + "s").formatted(row.get(i)));
      }
      text.append(cells.toString().stripTrailing()).append('\n');
    }
  }

  private static List<String> row(List<DecisionDifference> group) {
    DecisionDifference first = group.getFirst();
    Decision decision = first.decision();
    return List.of(
        lineNumber(first),
        Integer.toString(group.size()),
        RangeText.time(decision.nowNs),
        "%d (%s)".formatted(decision.pid, decision.comm),
        decision.type.scriptName(),
        area(decision),
        decision.address == PolicyQuery.NO_ADDRESS ? "-" : Long.toHexString(decision.address),
        Orders.sizes(first.recorded()),
        Orders.sizes(first.replayed()));
  }

  /// The name of the VMA, or where it begins.
  private static String area(Decision decision) {
    if (decision.isAboutMm()) {
      return "-";
    }
    return decision.vmaName == null ? Long.toHexString(decision.vmaStart) : decision.vmaName;
  }

  private static String lineNumber(DecisionDifference difference) {
    return difference.line() == 0 ? "-" : Integer.toString(difference.line());
  }

  private List<List<DecisionDifference>> groups() {
    List<List<DecisionDifference>> groups = new ArrayList<>();
    for (DecisionDifference difference : result.differences()) {
      if (groups.isEmpty() || !isAlike(groups.getLast().getFirst(), difference)) {
        groups.add(new ArrayList<>());
      }
      groups.getLast().add(difference);
    }
    return groups;
  }

  private static boolean isAlike(DecisionDifference a, DecisionDifference b) {
    return a.decision().pid == b.decision().pid
        && a.decision().comm.equals(b.decision().comm)
        && a.decision().type == b.decision().type
        && a.decision().vmaStart == b.decision().vmaStart
        && a.recorded() == b.recorded()
        && a.replayed() == b.replayed();
  }
}
