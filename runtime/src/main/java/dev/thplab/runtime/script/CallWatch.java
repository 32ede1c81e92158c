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
  /// Why the watchdog stopped a call.
  ///
  /// @param allocatedBytes what the call had allocated, or 0 when it was stopped for its time
  record Verdict(long sequence, long elapsedMs, long allocatedBytes) {}

  private static final VarHandle SEQUENCE;

  static {
    try {
      SEQUENCE = MethodHandles.lookup().findVarHandle(CallWatch.class, "sequence", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final Limits limits;

  private long sequence;
  private volatile Thread caller;
  private volatile Context context;
  private volatile Verdict verdict;

  // What the watchdog saw when it last looked; only its thread uses these.
  long seenSequence;
  long seenSinceNs;
  long seenCpuNs;
  long seenAllocatedBytes;

  CallWatch(Limits limits) {
    this.limits = limits;
  }

  /// Names the context to stop when a call breaks a limit.
  void watch(Context context) {
    this.context = context;
    this.verdict = null;
  }

  void enter() {
    Thread thread = Thread.currentThread();
    if (caller != thread) {
      caller = thread;
    }
    SEQUENCE.setRelease(this, sequence + 1);
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
