package dev.thplab.runtime.explain;

import dev.thplab.sim.Machine;
import dev.thplab.sim.policy.Decision;
import dev.thplab.sim.policy.HugeLoss;
import dev.thplab.sim.policy.TvaType;
import dev.thplab.sim.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/// Finds the sentences that say why a page has what it has.
///
/// A page has no huge page for up to three reasons: one that it had went, the fault that found the
/// 2 MiB empty did not get one, and what khugepaged or MADV_COLLAPSE did since did not help. The
/// latest of each counts.
final class Answer {
  private final Machine machine;
  private final Task task;
  private final RangePages pages;
  private final List<DecisionLog.Entry> history;
  private final List<String> sentences = new ArrayList<>();

  Answer(Machine machine, Task task, RangePages pages, List<DecisionLog.Entry> history) {
    this.machine = machine;
    this.task = task;
    this.pages = pages;
    this.history = history;
  }

  /// The outcome, then its reasons.
  List<String> sentences() {
    sentences.add(outcome());
    if (pages.page().isHuge()) {
      hugePage();
    } else {
      noHugePage();
    }
    return sentences;
  }

  private String outcome() {
    RangePages.Page page = pages.page();
    if (page.isHuge()) {
      return "The page is part of a huge page: 2 MiB behind one PMD entry.";
    }
    if (pages.isHugeZero()) {
      return "The page has no huge page of its own: after a read the huge zero folio is mapped.";
    }
    if (page.isNone()) {
      return "Nothing is mapped at the address.";
    }
    if (page.order() == Orders.PMD) {
      return "The page belongs to a 2 MiB folio, but PTEs map it.";
    }
    return "The page has no huge page: it is %s.".formatted(article(page.text()));
  }

  private static String article(String noun) {
    return (noun.startsWith("a") ? "an " : "a ") + noun;
  }

  private void hugePage() {
    Decision gave =
        last(
            entry ->
                entry instanceof DecisionLog.Decided(Decision decision, var _)
                        && decision.obtained == Orders.PMD
                    ? decision
                    : null,
            0);
    sentences.add(
        gave == null
            ? unseen()
            : "It was given at %s by %s."
                .formatted(RangeText.time(gave.nowNs), DecisionText.subject(gave)));
  }

  private void noHugePage() {
    int since = afterLastHugePage();
    HugeLoss loss = loss(since);
    if (loss != null) {
      sentences.add(lossText(loss));
    }
    DecisionLog.Decided fault = last(Answer::failedFault, since);
    if (fault != null) {
      sentences.add(failure(fault));
    } else if (history.isEmpty() && !pages.isEmpty()) {
      sentences.add(unseen());
    }
    DecisionLog.Decided look = last(Answer::look, since);
    if (look != null && Reasons.of(look) != null) {
      sentences.add(failure(look));
    } else if (!pages.isEmpty() && !pages.isHugeZero()) {
      sentences.add(neverLooked());
    }
  }

  /// Index of the first entry behind the last huge page that was given.
  private int afterLastHugePage() {
    for (int i = history.size() - 1; i >= 0; i--) {
      if (history.get(i) instanceof DecisionLog.Decided(Decision decision, var _)
          && decision.obtained == Orders.PMD) {
        return i + 1;
      }
    }
    return 0;
  }

  private HugeLoss loss(int since) {
    return last(
        entry -> entry instanceof DecisionLog.Lost(HugeLoss loss) && !loss.hugeZero() ? loss : null,
        since);
  }

  private static String lossText(HugeLoss loss) {
    String how = loss.split() ? "split into PTEs" : "unmapped";
    String who = loss.inFault() ? " by a page fault that needed a copy" : "";
    return "It was part of a huge page, which was %s at %s%s."
        .formatted(how, RangeText.time(loss.nowNs()), who);
  }

  private static DecisionLog.Decided failedFault(DecisionLog.Entry entry) {
    return entry instanceof DecisionLog.Decided decided
            && decided.decision().type.inPageFault()
            && (decided.decision().offered & Orders.PMD_BIT) != 0
            && Reasons.of(decided) != null
        ? decided
        : null;
  }

  private static DecisionLog.Decided look(DecisionLog.Entry entry) {
    return entry instanceof DecisionLog.Decided decided && !decided.decision().type.inPageFault()
        ? decided
        : null;
  }

  private static String failure(DecisionLog.Decided decided) {
    return "At %s %s got no 2 MiB: %s."
        .formatted(
            RangeText.time(decided.nowNs()),
            DecisionText.subject(decided.decision()),
            Reasons.of(decided));
  }

  private String neverLooked() {
    if (!pages.isWhole()) {
      return "khugepaged leaves these 2 MiB alone: they are not all in the VMA.";
    }
    boolean looked =
        history.stream()
            .anyMatch(entry ->
                entry instanceof DecisionLog.Decided(Decision decision, var _)
                    && decision.type == TvaType.KHUGEPAGED);
    if (looked) {
      return "khugepaged may look at the VMA, but has not looked at these 2 MiB yet.";
    }
    if (!machine.kernel().khugepagedEnabled()) {
      return "khugepaged does not run: no setting allows it anything.";
    }
    return task.mm().onKhugepagedList()
        ? "khugepaged has the process on its list, but has not come to these 2 MiB yet."
        : "khugepaged does not have the process on its list.";
  }

  private String unseen() {
    return task.account().ppid() == 0
        ? "No decision about it is known: it was made before decisions were kept, or moved here."
        : "No decision about it is known: it came from the parent, process %d, by fork, was made"
                .formatted(task.account().ppid())
            + " before decisions were kept, or moved here.";
  }

  /// What `pick` finds in the last entry, from index `since` on, where it finds something.
  private <T> T last(Function<DecisionLog.Entry, T> pick, int since) {
    return history.subList(since, history.size()).reversed().stream()
        .map(pick)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }
}
