package dev.thplab.runtime.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thplab.runtime.InputException;
import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.mm.Advice;
import dev.thplab.sim.mm.MmapFlags;
import dev.thplab.sim.mm.ThpDisable;
import dev.thplab.sim.policy.AttachRequest;
import dev.thplab.sim.policy.OrderPolicy;
import dev.thplab.sim.policy.Scope;
import dev.thplab.sim.stats.VmEvent;
import dev.thplab.sim.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Answers about one mapping of 4 MiB, against what the kernel's rules say of each case.
///
/// The machine boots as a kernel does: `enabled` = madvise, and no size but 2 MiB.
final class WhyTest {
  private static final long BASE = 0x7f00_0000_0000L;
  private static final long MIB = 1L << 20;

  private Machine machine;
  private DecisionLog log;
  private Task task;

  @BeforeEach
  void boot() {
    boot(MachineConfig.ample());
  }

  private void boot(MachineConfig config) {
    machine = new Machine(config);
    log = new DecisionLog(DecisionLog.DEFAULT_CAPACITY);
    log.listenTo(machine);
    task = machine.spawn(10, "tiny");
    machine.run(task);
    map(BASE, 4 * MIB, MmapFlags.MAP_PRIVATE);
  }

  private void map(long start, long length, int flags) {
    machine.calls().mmap(task.mm(), start, length, 3, flags | MmapFlags.MAP_FIXED, true);
  }

  private void set(String path, String value) {
    machine.thpSysfs().write(path, value);
  }

  private Why why(long address) {
    return Why.of(machine, log, 10, address);
  }

  @Test
  void aThpComesFromTheFaultThatFoundTheRangeEmpty() {
    set("enabled", "always");
    machine.touch(task, BASE + 0x5000, true);
    Why why = why(BASE + 0x100000);
    assertThat(why.isHuge()).isTrue();
    assertThat(why.answer())
        .containsExactly(
            "The page is part of a huge page: 2 MiB behind one PMD entry.",
            "It was given at 0.000000 s by a page fault (write to 7f0000005000).");
    assertThat(why.remedies()).isEmpty();
  }

  /// `enabled` = madvise, no advice. Afterwards MADV_COLLAPSE, which asks no sysfs, works, and
  /// advice does, for khugepaged may then fill the 511 holes. That `enabled` = always would do is
  /// not certain: the process is on khugepaged's list only from its next fault on.
  @Test
  void sysfsWithoutAdvice() {
    machine.touch(task, BASE, true);
    Why why = why(BASE);
    assertThat(why.isHuge()).isFalse();
    assertThat(why.answer())
        .containsExactly(
            "The page has no huge page: it is an anon page of 4 KiB by PTE.",
            "At 0.000000 s a page fault (write to 7f0000000000) got no 2 MiB: enabled=madvise, and"
                + " the VMA has no MADV_HUGEPAGE.",
            "khugepaged does not have the process on its list.");
    assertThat(why.remedies())
        .containsExactly(
            "madvise(MADV_COLLAPSE) of the 2 MiB",
            "madvise(MADV_HUGEPAGE), then khugepaged's next scan");
  }

  @Test
  void theTrialsLeaveTheMachineAlone() {
    machine.touch(task, BASE, true);
    why(BASE);
    assertThat(machine.thpSysfs().value("enabled")).isEqualTo("madvise");
    assertThat(machine.kernel().counters().get(VmEvent.THP_COLLAPSE_ALLOC)).isZero();
    assertThat(why(BASE).pages().page().pmdMapped()).isFalse();
  }

  @Test
  void anUntouchedRangeWaitsForItsFirstWrite() {
    Why why = why(BASE + 2 * MIB);
    assertThat(why.answer()).containsExactly("Nothing is mapped at the address.");
    assertThat(why.remedies())
        .containsExactly(
            "enabled=always, then the next write", "madvise(MADV_HUGEPAGE), then the next write");
  }

  @Test
  void adviceAgainstHugePagesStopsEverythingButAdvice() {
    set("enabled", "always");
    machine.calls().madvise(task.mm(), BASE, 4 * MIB, Advice.NOHUGEPAGE);
    machine.touch(task, BASE, true);
    Why why = why(BASE);
    assertThat(why.answer().get(1)).endsWith("got no 2 MiB: the VMA has MADV_NOHUGEPAGE.");
    // MADV_COLLAPSE is EINVAL there; MADV_HUGEPAGE clears the flag.
    assertThat(why.remedies())
        .containsExactly("madvise(MADV_HUGEPAGE), then khugepaged's next scan");
  }

  @Test
  void prctlStopsEvenMadvCollapse() {
    set("enabled", "always");
    task.mm().setThpDisable(ThpDisable.COMPLETELY);
    machine.touch(task, BASE, true);
    Why why = why(BASE);
    assertThat(why.answer().get(1))
        .endsWith("got no 2 MiB: prctl(PR_SET_THP_DISABLE) is on for the process.");
    assertThat(why.remedies())
        .isNotEmpty()
        .allMatch(remedy -> remedy.startsWith("prctl(PR_SET_THP_DISABLE, 0)"));
  }

  /// The VMA begins 4 KiB into the 2 MiB: nothing can ever help there.
  @Test
  void aRangeThatSticksOutOfItsVmaHasNoRemedy() {
    set("enabled", "always");
    long start = BASE + 64 * MIB;
    map(start + 0x1000, 2 * MIB, MmapFlags.MAP_PRIVATE);
    machine.touch(task, start + 0x1000, true);
    Why why = why(start + 0x1000);
    assertThat(why.answer().get(1))
        .endsWith(
            "got no 2 MiB: the aligned 2 MiB, 7f0004000000-7f0004200000, are not all in the VMA,"
                + " 7f0004001000-7f0004201000.");
    assertThat(why.remedies()).isEmpty();
  }

  @Test
  void withoutAFreeBlockNothingHelps() {
    boot(MachineConfig.ample().withMemoryBytes(4 * MIB));
    map(BASE, 16 * MIB, MmapFlags.MAP_PRIVATE);
    set("enabled", "never");
    for (int i = 0; i < 768; i++) {
      machine.touch(task, BASE + i * 4096L, true);
    }
    set("enabled", "always");
    machine.touch(task, BASE + 8 * MIB, true);
    Why why = why(BASE + 8 * MIB);
    assertThat(why.answer().get(1)).endsWith("got no 2 MiB: no free block of 2 MiB was left.");
    assertThat(why.remedies()).isEmpty();
  }

  /// One page written, 511 empty, and max_ptes_none = 510.
  @Test
  void khugepagedSaysWhichLimitItMet() {
    set("enabled", "never");
    machine.touch(task, BASE, true);
    set("enabled", "always");
    set("khugepaged/max_ptes_none", "510");
    machine.calls().madvise(task.mm(), BASE, 4 * MIB, Advice.HUGEPAGE);
    machine.calls().khugepaged().runFullScans(1);
    Why why = why(BASE);
    assertThat(why.answer())
        .contains(
            "At 0.000000 s khugepaged (look at the 2 MiB) got no 2 MiB: more of the 512 pages are"
                + " empty than max_ptes_none (510) allows.");
    assertThat(why.remedies())
        .containsExactly(
            "madvise(MADV_COLLAPSE) of the 2 MiB",
            "khugepaged/max_ptes_none=511, then khugepaged's next scan");
  }

  /// munmap of the last page splits the huge mapping; the folio stays whole behind PTEs.
  @Test
  void aSplitIsPartOfTheAnswer() {
    set("enabled", "always");
    machine.touch(task, BASE, true);
    machine.calls().munmap(task.mm(), BASE + 2 * MIB - 4096, 4096);
    Why why = why(BASE);
    assertThat(why.answer().getFirst())
        .isEqualTo("The page belongs to a 2 MiB folio, but PTEs map it.");
    assertThat(why.answer().get(1)).startsWith("It was part of a huge page, which was split");
    assertThat(why.text()).contains("the huge mapping was split into PTEs");
  }

  @Test
  void whatAChildInheritedWasNobodysDecision() {
    set("enabled", "never");
    machine.touch(task, BASE, true);
    machine.fork(task, 11);
    Why why = Why.of(machine, log, 11, BASE);
    assertThat(why.answer().get(1)).contains("came from the parent, process 10, by fork");
  }

  @Test
  void thePolicyThatTookTheSizeIsNamed() {
    set("enabled", "always");
    int[] asked = {0};
    OrderPolicy policy =
        query -> {
          asked[0]++;
          return query.offered & 0xff;
        };
    machine.attach(AttachRequest.of("nothing-big", Scope.GLOBAL, policy));
    machine.touch(task, BASE, true);
    int askedByFault = asked[0];
    Why why = why(BASE);
    assertThat(why.answer().get(1))
        .endsWith("got no 2 MiB: the policy nothing-big (scope global) did not allow 2 MiB.");
    assertThat(why.text())
        .contains("policy nothing-big (scope global, active): took 1 MiB, 2 MiB, 1 GiB")
        .contains("now, if nothing-big allows it:");
    assertThat(asked[0]).as("asked by no trial").isEqualTo(askedByFault).isPositive();
  }

  @Test
  void wrongQuestionsAreAnsweredWithTheNearestVmas() {
    assertThatThrownBy(() -> why(BASE - 4096))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "address 7efffffff000 is in no VMA of process 10 (tiny); the VMA behind it is"
                + " 7f0000000000-7f0000400000");
    assertThatThrownBy(() -> Why.of(machine, log, 99, BASE))
        .isInstanceOf(InputException.class)
        .hasMessage("there is no process 99");
    machine.exit(task);
    assertThatThrownBy(() -> why(BASE)).hasMessage("process 10 (tiny) has exited");
  }

  @Test
  void theLogDropsItsOldestEntries() {
    log = new DecisionLog(2);
    log.listenTo(machine);
    for (int i = 0; i < 5; i++) {
      machine.touch(task, BASE + i * 4096L, true);
    }
    assertThat(log.about(10, BASE)).hasSize(2);
    assertThat(log.dropped()).isEqualTo(3);
    assertThat(why(BASE).text()).contains("3 older entries of the log were dropped");
  }
}
