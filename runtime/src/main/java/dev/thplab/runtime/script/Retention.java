package dev.thplab.runtime.script;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/// What one policy retains from call to call, and when it is worth the time to measure that.
///
/// What a policy retains it has allocated. The bytes that the thread of its calls allocates, for
/// the policy or for anybody else, bound what can have been added since the last measure: only when
/// they exceed what the limit left then is it measured again. The measure is [ReachableMemory],
/// from the policy's function and its maps; it is the same in any process, and tells policies of
/// one process apart.
final class Retention {
  /// A policy near its limit is measured each time that this share of the limit was allocated.
  private static final int LEAST_SHARE = 4;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final long limitBytes;
  private WeakReference<Object> guest = new WeakReference<>(null);
  private PolicyMemory memory;

  // The watchdog reads these while the thread of the calls writes them.
  private volatile long startBytes;
  private volatile long pendingBytes;
  private volatile long leftBytes;

  private int measures;

  Retention(long limitBytes) {
    this.limitBytes = limitBytes;
    leftBytes = limitBytes;
  }

  /// Forgets the context that was measured; there will be another.
  void restart() {
    guest.clear();
    leftBytes = limitBytes;
    start();
  }

  /// Names what the policy is measured by: a function of its context, and its maps. The context is
  /// not kept alive by this.
  void of(Object guest, PolicyMemory memory) {
    this.guest = new WeakReference<>(guest);
    this.memory = memory;
  }

  /// The calling thread makes the calls from now on.
  void moveToThisThread() {
    long before = leftBytes;
    leftBytes = before - pendingBytes;
    start();
  }

  private void start() {
    startBytes = THREADS.getCurrentThreadAllocatedBytes();
    pendingBytes = 0;
  }

  /// Whether so much was allocated that the policy may be over its limit.
  ///
  /// @param allocatedBytes bytes that the thread of the calls has allocated in its life, or -1 if
  ///   it has ended
  boolean isDue(long allocatedBytes) {
    if (allocatedBytes >= startBytes) {
      pendingBytes = allocatedBytes - startBytes;
    }
    return pendingBytes > leftBytes;
  }

  /// Measures between two calls, on the thread of the calls; returns bytes.
  long measure() {
    Object context = guest.get();
    long retained = context == null ? 0 : ReachableMemory.bytes(roots(context));
    leftBytes = Math.max(limitBytes - retained, limitBytes / LEAST_SHARE);
    measures++;
    start();
    return retained;
  }

  private List<Object> roots(Object context) {
    List<Object> roots = new ArrayList<>();
    roots.add(context);
    for (MapMemory map : memory.maps()) {
      roots.add(map.keys);
      roots.add(map.values);
      roots.add(map.links);
    }
    return roots;
  }

  /// How often it was measured.
  int measures() {
    return measures;
  }
}
