package dev.thplab.runtime.explain;

import dev.thplab.sim.policy.Decision;
import dev.thplab.sim.policy.HugeLoss;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Writes a [Why] for people.
final class WhyText {
  /// Groups of entries shown from each end of the history.
  private static final int SHOWN = 8;

  private final Why why;
  private final StringBuilder text = new StringBuilder();

  WhyText(Why why) {
    this.why = why;
  }

  String text() {
    line(
        "",
        "address %x of process %d (%s) at %s"
            .formatted(why.address(), why.pid(), why.comm(), RangeText.time(why.nowNs())));
    VmaFacts vma = why.vma();
    line(
        "  VMA      ",
        "%x-%x %s %s%s [%s]"
            .formatted(
                vma.start(),
                vma.end(),
                vma.perms(),
                vma.backing(),
                vma.name() == null ? "" : " " + vma.name(),
                vma.flags()));
    line("  page     ", why.pages().page().text());
    line(
        "  2 MiB    ",
        why.pages().range().stream().map(RangePages.Count::text).collect(Collectors.joining(", ")));
    line("", "");
    why.answer().forEach(sentence -> line("", sentence));
    history();
    remedies();
    return text.toString();
  }

  private void line(String heading, String content) {
    text.append((heading + content).stripTrailing()).append('\n');
  }

  private void history() {
    line("", "");
    if (why.history().isEmpty()) {
      line("", "No decision about these 2 MiB is known.");
    } else {
      line("", "What concerned these 2 MiB:");
    }
    List<Group> groups = groups(why.history());
    int cut = Math.max(0, groups.size() - 2 * SHOWN);
    for (int i = 0; i < groups.size(); i++) {
      if (cut == 0 || i < SHOWN || i >= SHOWN + cut) {
        group(groups.get(i));
      } else if (i == SHOWN) {
        line("  ", "... %d left out; --json has all".formatted(cut));
      }
    }
    if (why.dropped() > 0) {
      line("  ", why.dropped() + " older entries of the log were dropped");
    }
  }

  /// Entries side by side that went alike, at other times and addresses.
  private record Group(List<String> steps, List<DecisionLog.Entry> entries) {}

  private static List<Group> groups(List<DecisionLog.Entry> entries) {
    List<Group> groups = new ArrayList<>();
    for (DecisionLog.Entry entry : entries) {
      List<String> steps = steps(entry);
      if (groups.isEmpty() || !groups.getLast().steps().equals(steps)) {
        groups.add(new Group(steps, new ArrayList<>()));
      }
      groups.getLast().entries().add(entry);
    }
    return groups;
  }

  private void group(Group group) {
    DecisionLog.Entry first = group.entries().getFirst();
    int others = group.entries().size() - 1;
    line("  ", RangeText.time(first.nowNs()) + "  " + subject(first));
    if (others > 0) {
      DecisionLog.Entry last = group.entries().getLast();
      line(
          "      ",
          "and %d more alike, the last at %s: %s"
              .formatted(others, RangeText.time(last.nowNs()), subject(last)));
    }
    group.steps().forEach(step -> line("      ", step));
  }

  private static String subject(DecisionLog.Entry entry) {
    return switch (entry) {
      case DecisionLog.Decided(Decision decision, var _) -> DecisionText.subject(decision);
      case DecisionLog.Lost(HugeLoss loss) ->
          "the huge mapping was " + (loss.split() ? "split into PTEs" : "unmapped");
    };
  }

  private static List<String> steps(DecisionLog.Entry entry) {
    return entry instanceof DecisionLog.Decided(Decision decision, var _)
        ? DecisionText.steps(decision)
        : List.of();
  }

  private void remedies() {
    if (why.isHuge()) {
      return;
    }
    line("", "");
    if (why.remedies().isEmpty()) {
      line("", "None of the settings and calls that were tried would make it part of a huge page.");
      return;
    }
    line(
        "",
        "What would make it part of a huge page now"
            + (why.policies().isEmpty() ? "" : ", if " + policies())
            + ":");
    why.remedies().forEach(remedy -> line("  ", remedy));
  }

  private String policies() {
    return String.join(", ", why.policies())
        + (why.policies().size() == 1 ? " allows" : " allow")
        + " it";
  }
}
