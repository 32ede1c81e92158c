package dev.thplab.runtime.session;

import dev.thplab.runtime.explain.Parting;
import dev.thplab.sim.policy.Decision;
import java.util.ArrayDeque;
import java.util.Deque;

/// Runs two worlds that were one until now, from decision to decision, until the decisions differ.
///
/// Up to there both are in the same state at the same time, so that the n-th decision of one stands
/// against the n-th of the other.
final class Lockstep {
  private final Interrupt interrupt;
  private final long untilNs;

  /// Runs at most until a simulated time; [Long#MAX_VALUE] is the end of the workloads.
  Lockstep(Interrupt interrupt, long untilNs) {
    this.interrupt = interrupt;
    this.untilNs = untilNs;
  }

  /// Runs both; each is left right behind the decision that differs, or at the end.
  Parting run(World a, World b) {
    Side first = new Side(a);
    Side second = new Side(b);
    try {
      int same = 0;
      while (true) {
        Decision mine = first.next();
        Decision theirs = second.next();
        if (mine == null || theirs == null || !Parting.isSame(mine, theirs)) {
          return new Parting(same, mine, theirs);
        }
        same++;
      }
    } finally {
      a.tell(null);
      b.tell(null);
    }
  }

  /// One of the two, and its decisions that were not compared yet.
  private final class Side {
    private final World world;
    private final Deque<Decision> decisions = new ArrayDeque<>();

    Side(World world) {
      this.world = world;
      world.tell(decision -> decisions.add(decision.copy()));
    }

    /// Runs to the next decision and returns it, or null if the end comes first.
    Decision next() {
      while (decisions.isEmpty() && goOn()) {
        interrupt.check();
      }
      return decisions.poll();
    }

    private boolean goOn() {
      Workload next = world.next();
      if (next != null && next.replay().timeNs() < untilNs) {
        next.step(world, () -> !decisions.isEmpty(), untilNs);
        return true;
      }
      if (untilNs == Long.MAX_VALUE || world.nowNs() >= untilNs) {
        return false;
      }
      world.sleep(untilNs);
      return true;
    }
  }
}
