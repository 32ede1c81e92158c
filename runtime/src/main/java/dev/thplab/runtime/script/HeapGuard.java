package dev.thplab.runtime.script;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Stops a script of the prompt that fills the Java heap, long before the heap is full: the
/// collector would spend minutes on the last of it.
///
/// What the machine needs does not count: a script is stopped when it has allocated
/// [#ALLOCATED_BYTES] itself, and the old generation has grown by [#RETAINED_BYTES] that survive a
/// collection, which is made then to know it.
final class HeapGuard {
  private static final long LOOK_EVERY_MS = 200;
  private static final long ALLOCATED_BYTES = 512L << 20;
  private static final long RETAINED_BYTES = 256L << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// The only pools that have a threshold are those of old generations.
  private static final MemoryPoolMXBean OLD =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported())
          .findFirst()
          .orElseThrow();

  private final Runnable stop;
  private final long thread = Thread.currentThread().threadId();
  private int script;
  private boolean isRunning;
  private boolean hasStopped;
  private long allocatedBefore;
  private long usedBefore;

  /// Bytes that the host allocated for the script.
  private long hostBytes;

  /// Guards scripts on the calling thread.
  ///
  /// @param stop ends the script; called on another thread
  HeapGuard(Runnable stop) {
    this.stop = stop;
  }

  /// A script begins.
  synchronized void begin() {
    isRunning = true;
    hasStopped = false;
    hostBytes = 0;
    allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
    usedBefore = OLD.getUsage().getUsed();
    lookLater(++script);
  }

  /// The script is over; returns whether it was stopped.
  synchronized boolean end() {
    isRunning = false;
    return hasStopped;
  }

  /// The host has worked for the script since the thread had allocated so many bytes.
  synchronized void hostWorked(long allocatedAtStart) {
    hostBytes += THREADS.getCurrentThreadAllocatedBytes() - allocatedAtStart;
  }

  private void lookLater(int running) {
    CompletableFuture.delayedExecutor(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)
        .execute(() -> look(running));
  }

  private void look(int running) {
    synchronized (this) {
      if (!isRunning || running != script) {
        return;
      }
      hasStopped = isTooMuch();
      if (!hasStopped) {
        lookLater(running);
        return;
      }
    }
    stop.run();
  }

  private boolean isTooMuch() {
    long allocated = THREADS.getThreadAllocatedBytes(thread) - allocatedBefore - hostBytes;
    if (allocated < ALLOCATED_BYTES || grownBytes() < RETAINED_BYTES) {
      return false;
    }
    System.gc();
    if (grownBytes() >= RETAINED_BYTES) {
      return true;
    }
    // It was garbage: as much again may be allocated until the next look at it.
    allocatedBefore += allocated;
    return false;
  }

  private long grownBytes() {
    return OLD.getUsage().getUsed() - usedBefore;
  }
}
