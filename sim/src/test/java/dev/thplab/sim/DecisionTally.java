package dev.thplab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.policy.Decision;
import dev.thplab.sim.policy.DecisionListener;
import dev.thplab.sim.policy.LostReason;
import dev.thplab.sim.policy.TvaType;
import dev.thplab.sim.stats.Counters;
import dev.thplab.sim.stats.MthpStat;
import dev.thplab.sim.stats.VmEvent;

/// Counts what decisions say, to hold it against the machine's own counters.
final class DecisionTally implements DecisionListener {
  private static final int PMD_ORDER = 9;

  private final long[] allocated = new long[10];
  private final long[] fallback = new long[10];
  private long hugeFallback;
  private long collapsed;
  private long collapseFailed;

  @Override
  public void decided(Decision decision) {
    assertPossible(decision);
    int noBlock = decision.lost(LostReason.NO_FREE_BLOCK);
    if (decision.type == TvaType.PAGEFAULT) {
      if (decision.allocated) {
        allocated[decision.obtained]++;
      }
      for (int order = 2; order <= PMD_ORDER; order++) {
        fallback[order] += noBlock >> order & 1;
      }
      int noHuge = noBlock | decision.lost(LostReason.NO_HUGE_ZERO);
      hugeFallback += noHuge >> PMD_ORDER & 1;
    } else {
      collapsed += decision.obtained == PMD_ORDER ? 1 : 0;
      collapseFailed += noBlock >> PMD_ORDER & 1;
    }
  }

  private static void assertPossible(Decision decision) {
    boolean shared = "shmem".equals(decision.result);
    if (decision.obtained > 0 && !shared) {
      assertThat(decision.offered & ~decision.lost())
          .matches(left -> (left >> decision.obtained & 1) == 1);
    }
    int outside = decision.lost() & ~decision.offered;
    assertThat(outside).isEqualTo(decision.lost(LostReason.PAGE_TABLE));
    assertThat(decision.chosen & ~decision.offered).isZero();
  }

  void assertEquals(Counters counters) {
    assertThat(counters.get(VmEvent.THP_FAULT_ALLOC)).isEqualTo(allocated[PMD_ORDER]);
    assertThat(counters.get(VmEvent.THP_FAULT_FALLBACK)).isEqualTo(hugeFallback);
    assertThat(counters.get(VmEvent.THP_COLLAPSE_ALLOC)).isGreaterThanOrEqualTo(collapsed);
    assertThat(counters.get(VmEvent.THP_COLLAPSE_ALLOC_FAILED)).isEqualTo(collapseFailed);
    for (int order = 2; order <= PMD_ORDER; order++) {
      assertThat(counters.get(order, MthpStat.ANON_FAULT_ALLOC)).isEqualTo(allocated[order]);
      assertThat(counters.get(order, MthpStat.ANON_FAULT_FALLBACK)).isEqualTo(fallback[order]);
    }
  }

  long allocated() {
    long sum = 0;
    for (long each : allocated) {
      sum += each;
    }
    return sum;
  }

  long fallback() {
    long sum = 0;
    for (long each : fallback) {
      sum += each;
    }
    return sum;
  }
}
