package dev.thplab.runtime.script;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.graalvm.polyglot.Context;

/// Where one policy shows the [Watchdog] that a call is running: a number that is odd during a
/// call.
///
/// Two plain stores a call, without fences: the watchdog may see a call a little late, and may stop
/// a context whose call has just ended. The next call then finds its context dead and takes the
/// verdict and the strike in its place.
final class CallWatch {
  /// A limit that statements do not count.
  enum Limit {
    /// Milliseconds of one call.
    TIME,
    /// Bytes that one call allocates.
    ALLOCATION,
    /// Bytes that the policy keeps from call to call.
    RETAINED
  }

  /// Why a context was stopped.
  ///
  /// @param observed in the unit of the limit
  record Verdict(long sequence, Limit limit, long observed) {}

  private static final VarHandle SEQUENCE;

  static {
    try {
      SEQUENCE = MethodHandles.lookup().findVarHandle(CallWatch.class, "sequence", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final Limits limits;
  final Retention retention;

  private long sequence;
  private volatile Thread caller;

  /// The thread whose calls begin without further ado: the caller, or null when it shall measure
  /// what the policy retains first.
  private volatile Thread admitted;

  private volatile Context context;
  private volatile Verdict verdict;

  // What the watchdog saw when it last looked; only its thread uses these.
  long seenSequence;
  long seenSinceNs;
  long seenCpuNs;
  long seenAllocatedBytes;

  CallWatch(Limits limits) {
    this.limits = limits;
    this.retention = new Retention(limits.retainedBytes());
  }

  /// Names the context to stop when a call breaks a limit.
  void watch(Context context) {
    this.context = context;
    this.verdict = null;
    retention.restart();
  }

  void enter() {
    if (admitted != Thread.currentThread()) {
      admit();
    }
    SEQUENCE.setRelease(this, sequence + 1);
  }

  private void admit() {
    Thread thread = Thread.currentThread();
    admitted = thread;
    if (caller != thread) {
      caller = thread;
      retention.moveToThisThread();
      return;
    }
    long retained = retention.measure();
    if (retained > limits.retainedBytes()) {
      stop(new Verdict(sequence, Limit.RETAINED, retained));
    }
  }

  /// Has the next call measured before it begins, what the policy retains.
  void measureBeforeNextCall() {
    admitted = null;
  }

  void leave() {
    SEQUENCE.setRelease(this, sequence + 1);
  }

  long sequence() {
    return (long) SEQUENCE.getAcquire(this);
  }

  Thread caller() {
    return caller;
  }

  /// The watchdog's reason for stopping the context, or null when it did not.
  Verdict verdict() {
    return verdict;
  }

  /// Stops the context from a thread of its own, because closing waits until the guest reaches a
  /// safepoint.
  Thread stop(Verdict reason) {
    Context stopped = context;
    verdict = reason;
    return Thread.ofPlatform()
        .daemon()
        .name("thplab-stop")
        .start(() -> ScriptContext.discard(stopped));
  }
}
