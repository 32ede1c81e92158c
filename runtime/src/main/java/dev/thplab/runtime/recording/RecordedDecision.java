package dev.thplab.runtime.recording;

import dev.thplab.sim.policy.Decision;
import dev.thplab.sim.policy.TvaType;
import java.util.Objects;

/// What a recording holds of one decision: whom it was about, what was offered and chosen, and what
/// came of it, as in [Decision].
record RecordedDecision(
    long timeNs,
    int pid,
    String comm,
    long vmaStart,
    long vmaEnd,
    String vmaName,
    long address,
    TvaType type,
    boolean write,
    int offered,
    int chosen,
    String result,
    int obtained,
    long costNs) {

  static RecordedDecision of(Decision decision) {
    return new RecordedDecision(
        decision.nowNs,
        decision.pid,
        decision.comm,
        decision.vmaStart,
        decision.vmaEnd,
        decision.vmaName,
        decision.address,
        decision.type,
        decision.write,
        decision.offered,
        decision.chosen,
        decision.result,
        decision.obtained,
        decision.costNs);
  }

  /// Whether it is about the whole address space.
  boolean isAboutMm() {
    return vmaEnd == 0;
  }

  /// Whether both are about the same thing at the same time.
  boolean hasSubjectOf(RecordedDecision other) {
    return timeNs == other.timeNs
        && pid == other.pid
        && comm.equals(other.comm)
        && vmaStart == other.vmaStart
        && vmaEnd == other.vmaEnd
        && Objects.equals(vmaName, other.vmaName)
        && address == other.address
        && type == other.type
        && write == other.write;
  }
}
