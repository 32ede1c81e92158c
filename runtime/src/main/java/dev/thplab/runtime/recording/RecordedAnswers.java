package dev.thplab.runtime.recording;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.compare.Provenance;
import dev.thplab.runtime.explain.Orders;
import dev.thplab.runtime.explain.RangeText;
import dev.thplab.sim.policy.Decision;
import dev.thplab.sim.policy.OrderPolicy;
import dev.thplab.sim.policy.PolicyQuery;

/// Answers as the policies of a recording did, and checks that each decision is the recorded one.
///
/// The questions of a page fault have one line, behind those of all that was asked during the
/// fault. So there are two places in the recording: the next decision of a fault, and the next of
/// any other kind.
final class RecordedAnswers implements OrderPolicy {
  private final Recording recording;
  private final Place faults = new Place(true);
  private final Place others = new Place(false);

  RecordedAnswers(Recording recording) {
    this.recording = recording;
  }

  /// Where the replay is in the decisions of one kind.
  private final class Place {
    private final boolean inFault;
    private int index;

    Place(boolean inFault) {
      this.inFault = inFault;
    }

    /// The next decision, or null at the end.
    RecordedDecision next() {
      while (index < recording.decisions().size()
          && recording.decisions().get(index).type().inPageFault() != inFault) {
        index++;
      }
      return index < recording.decisions().size() ? recording.decisions().get(index) : null;
    }
  }

  /// Asked of every address space, for it does not know of which the recorded policies were.
  @Override
  public boolean isAskedAboutMms() {
    return true;
  }

  @Override
  public int answer(PolicyQuery query) {
    RecordedDecision next = (query.type.inPageFault() ? faults : others).next();
    boolean isRecorded =
        next != null
            && (!query.aboutMm || next.isAboutMm() && isAbout(next, query.pid, query.nowNs));
    return isRecorded ? next.chosen() : ABSTAIN;
  }

  private static boolean isAbout(RecordedDecision decision, int pid, long nowNs) {
    return decision.pid() == pid && decision.timeNs() == nowNs;
  }

  /// Takes note of a decision of the replay. Returns the number of its line, or 0 if it is about an
  /// address space of which no recorded policy was asked.
  ///
  /// @throws InputException if the recording has another decision there
  int next(Decision decision) {
    Place place = decision.type.inPageFault() ? faults : others;
    RecordedDecision recorded = place.next();
    RecordedDecision now = RecordedDecision.of(decision);
    if (decision.isAboutMm()
        && (recorded == null
            || !recorded.isAboutMm()
            || !isAbout(recorded, decision.pid, decision.nowNs))) {
      return 0;
    }
    if (recorded == null) {
      throw parted(
          recording.decisions().size() - 1, "is the last, but the replay goes on to " + text(now));
    }
    if (!recorded.equals(now)) {
      throw parted(place.index, difference(recorded, now));
    }
    return Recording.line(place.index++);
  }

  /// Checks that the replay came to the end of the recording.
  ///
  /// @throws InputException if it did not
  void end() {
    for (Place place : new Place[] {faults, others}) {
      if (place.next() != null) {
        throw parted(place.index, "the replay ends before " + text(place.next()));
      }
    }
  }

  private static String difference(RecordedDecision recorded, RecordedDecision now) {
    if (!recorded.hasSubjectOf(now)) {
      return "has %s, but the replay comes to %s".formatted(text(recorded), text(now));
    }
    String same = text(now);
    if (recorded.offered() != now.offered()) {
      return "offered (%s) differs from the replay (%s) of %s"
          .formatted(Orders.list(recorded.offered()), Orders.list(now.offered()), same);
    }
    if (recorded.chosen() != now.chosen()) {
      return "chosen (%s) differs from the replay (%s) of %s"
          .formatted(Orders.list(recorded.chosen()), Orders.list(now.chosen()), same);
    }
    return "result %s, obtained %s and cost_ns %d differ from the replay (%s, %s, %d) of %s"
        .formatted(
            recorded.result(),
            order(recorded.obtained()),
            recorded.costNs(),
            now.result(),
            order(now.obtained()),
            now.costNs(),
            same);
  }

  private static String order(int obtained) {
    return obtained == Decision.NOTHING ? "null" : Integer.toString(obtained);
  }

  private static String text(RecordedDecision decision) {
    String address =
        decision.address() == PolicyQuery.NO_ADDRESS ? "" : " at %x".formatted(decision.address());
    return "%s%s in process %d (%s) at %s"
        .formatted(
            decision.type().scriptName(),
            address,
            decision.pid(),
            decision.comm(),
            RangeText.time(decision.timeNs()));
  }

  private InputException parted(int index, String how) {
    String version = recording.run().version();
    return new InputException(
        "%s: %s%s"
            .formatted(
                recording.place(index),
                how,
                version.equals(Provenance.VERSION)
                    ? ""
                    : "; it was recorded by thplab %s, this is %s"
                        .formatted(version, Provenance.VERSION)));
  }
}
