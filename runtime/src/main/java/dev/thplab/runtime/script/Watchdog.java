package dev.thplab.runtime.script;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/// Stops calls that run or allocate for longer than their policy may: a daemon thread that looks at
/// every policy.
final class Watchdog implements AutoCloseable {
  private static final long TICK_NS = TimeUnit.MILLISECONDS.toNanos(20);

  /// How much slower than processor time the wall clock counts: policies cannot wait, so a call
  /// whose wall time runs ahead is on a busy machine.
  private static final int WALL_SHARE = 4;

  private final CopyOnWriteArrayList<CallWatch> watches = new CopyOnWriteArrayList<>();
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final LongConsumer longestCall;
  private volatile boolean closed;
  private boolean asleep;
  private Thread thread;

  /// @param longestCall told at each look how long the longest running call takes, in milliseconds
  Watchdog(LongConsumer longestCall) {
    this.longestCall = longestCall;
  }

  /// Makes one that looks at nothing: whoever holds a policy in a debugger takes his time.
  static Watchdog asleep() {
    Watchdog watchdog = new Watchdog(_ -> {});
    watchdog.asleep = true;
    return watchdog;
  }

  /// Looks at a policy from now on; of no effect if it does already.
  synchronized void add(CallWatch watch) {
    watches.addIfAbsent(watch);
    if (thread == null && !asleep) {
      thread = Thread.ofPlatform().daemon().name("thplab-watchdog").start(this::run);
    }
  }

  void remove(CallWatch watch) {
    watches.remove(watch);
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    while (!closed) {
      LockSupport.parkNanos(this, TICK_NS);
      long nowNs = System.nanoTime();
      long longestMs = 0;
      for (CallWatch watch : watches) {
        longestMs = Math.max(longestMs, look(watch, nowNs));
      }
      longestCall.accept(longestMs);
    }
  }

  /// Stops the call if it breaks a limit; returns how long it takes, in milliseconds.
  private long look(CallWatch watch, long nowNs) {
    long sequence = watch.sequence();
    boolean running = (sequence & 1) != 0;
    if (watch.caller() != null && watch.retention.isDue(allocatedBytes(watch))) {
      watch.measureBeforeNextCall();
    }
    if (!running || sequence != watch.seenSequence) {
      watch.seenSequence = sequence;
      if (running) {
        watch.seenSinceNs = nowNs;
        watch.seenCpuNs = cpuNs(watch);
        watch.seenAllocatedBytes = allocatedBytes(watch);
      }
      return 0;
    }
    Limits limits = watch.limits;
    long elapsedNs =
        Math.max(cpuNs(watch) - watch.seenCpuNs, (nowNs - watch.seenSinceNs) / WALL_SHARE);
    long elapsedMs = TimeUnit.NANOSECONDS.toMillis(elapsedNs);
    CallWatch.Verdict earlier = watch.verdict();
    if (earlier != null && earlier.sequence() == sequence) {
      return elapsedMs;
    }
    long allocated = allocatedBytes(watch) - watch.seenAllocatedBytes;
    if (allocated > limits.allocatedBytes()) {
      watch.stop(new CallWatch.Verdict(sequence, CallWatch.Limit.ALLOCATION, allocated));
    } else if (elapsedMs >= limits.wallMs()) {
      watch.stop(new CallWatch.Verdict(sequence, CallWatch.Limit.TIME, elapsedMs));
    }
    return elapsedMs;
  }

  private long cpuNs(CallWatch watch) {
    return threads.getThreadCpuTime(watch.caller().threadId());
  }

  private long allocatedBytes(CallWatch watch) {
    return threads.getThreadAllocatedBytes(watch.caller().threadId());
  }
}
