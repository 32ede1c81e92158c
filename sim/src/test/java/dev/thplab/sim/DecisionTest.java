package dev.thplab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.mm.Advice;
import dev.thplab.sim.mm.MmapFlags;
import dev.thplab.sim.mm.ThpDisable;
import dev.thplab.sim.mm.VmFlags;
import dev.thplab.sim.policy.Decision;
import dev.thplab.sim.policy.LostReason;
import dev.thplab.sim.policy.TvaType;
import dev.thplab.sim.task.Task;
import dev.thplab.sim.workload.Replay;
import dev.thplab.sim.workload.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What decisions say, against cases worked out by hand from `thp_vma_allowable_orders()` and the
/// two anonymous fault paths of 6.18, and against the machine's own counters.
///
/// A machine boots with `enabled` = madvise here and every size but 2 MiB off, so each case turns
/// on what it needs.
final class DecisionTest {
  private static final long BASE = 0x2000_0000_0000L;
  private static final long MIB = 1L << 20;
  private static final int PMD = 1 << 9;
  private static final int BELOW_PMD = PMD - 1;

  private final List<String> lines = new ArrayList<>();
  private Machine machine = new Machine(MachineConfig.ample());
  private Task task;

  /// Maps private anonymous memory in a fresh process and listens from then on.
  private void map(long start, long length) {
    task = machine.spawn(0, "test");
    machine.run(task);
    mmap(start, length, MmapFlags.MAP_PRIVATE);
    machine.explainTo(decision -> lines.add(line(decision)));
  }

  private void mmap(long start, long length, int flags) {
    machine.calls().mmap(task.mm(), start, length, 3, flags | MmapFlags.MAP_FIXED, true);
  }

  private void set(String path, String value) {
    machine.thpSysfs().write(path, value);
  }

  /// The fault decisions of one access.
  private String fault(long address, boolean write) {
    lines.clear();
    machine.touch(task, address, write);
    return lines.stream().filter(line -> line.startsWith("pagefault")).findFirst().orElseThrow();
  }

  /// `type obtained result: reason=mask ...`, without what the size rule takes (order 18, and order
  /// 1 where it is offered).
  private static String line(Decision decision) {
    StringBuilder text = new StringBuilder(decision.type.scriptName());
    text.append(' ').append(decision.obtained).append(' ').append(decision.result);
    for (LostReason reason : LostReason.values()) {
      if (reason != LostReason.SIZE && decision.lost(reason) != 0) {
        text.append(' ').append(reason.label()).append('=');
        text.append(Integer.toHexString(decision.lost(reason)));
      }
    }
    return text.toString();
  }

  @Test
  void nothingIsLostWhereTheKernelGivesAThp() {
    set("enabled", "always");
    map(BASE, 2 * MIB);
    assertThat(fault(BASE, true)).isEqualTo("pagefault 9 anon");
  }

  @Test
  void sysfsTakesEveryOrder() {
    set("enabled", "never");
    map(BASE, 2 * MIB);
    // Orders 2 to 8 are 0x1fc; order 9 adds 0x200.
    assertThat(fault(BASE, true)).isEqualTo("pagefault 0 anon sysfs=3fc");
  }

  @Test
  void theVmaFlagBeatsSysfs() {
    set("enabled", "always");
    map(BASE, 2 * MIB);
    machine.calls().madvise(task.mm(), BASE, 2 * MIB, Advice.NOHUGEPAGE);
    // Orders 2 to 8 stop at sysfs before the flag is looked at.
    assertThat(fault(BASE, true)).isEqualTo("pagefault 0 anon sysfs=1fc vma-flag=200");
  }

  @Test
  void prctlTakesWhatSysfsLeft() {
    set("enabled", "always");
    map(BASE, 2 * MIB);
    task.mm().setThpDisable(ThpDisable.COMPLETELY);
    assertThat(fault(BASE, true)).isEqualTo("pagefault 0 anon sysfs=1fc prctl=200");
  }

  @Test
  void aBlockThatSticksOutOfTheVmaIsLostToAlignment() {
    set("enabled", "always");
    set("hugepages-64kB/enabled", "always");
    // The VMA starts 4 KiB into both the 2 MiB and the 64 KiB block.
    map(BASE + 4096, 2 * MIB - 4096);
    assertThat(fault(BASE + 8192, true)).isEqualTo("pagefault 0 anon sysfs=1ec alignment=210");
  }

  @Test
  void onePageInTheBlockLosesIt() {
    set("enabled", "never");
    set("hugepages-64kB/enabled", "always");
    map(BASE, 2 * MIB);
    // The read maps the zero page: the table is there, the 64 KiB block is not empty.
    fault(BASE, false);
    assertThat(fault(BASE + 4096, true))
        .isEqualTo("pagefault 0 anon sysfs=1ec page-table=200 populated-range=10");
    assertThat(fault(BASE + 16 * 4096, true))
        .isEqualTo("pagefault 4 anon sysfs=1ec page-table=200");
  }

  @Test
  void aPolicyLosesWhatItDoesNotChoose() {
    set("enabled", "always");
    set("hugepages-64kB/enabled", "always");
    set("hugepages-32kB/enabled", "always");
    machine.attach(query -> 1 << 3);
    map(BASE, 2 * MIB);
    // Order 18 (0x40000), asked at the empty PUD entry, order 9 (0x200), and 1 to 8 but 3 (0x1f6).
    assertThat(fault(BASE, true)).isEqualTo("pagefault 3 anon policy=403f6");
  }

  @Test
  void withoutAFreeBlockEveryTriedOrderFallsBack() {
    machine = new Machine(MachineConfig.ample().withMemoryBytes(4 * MIB));
    set("enabled", "never");
    map(BASE, 16 * MIB);
    // 3 MiB of base pages leave no 2 MiB block, whatever else the machine holds.
    for (int i = 0; i < 768; i++) {
      machine.touch(task, BASE + i * 4096L, true);
    }
    set("enabled", "always");
    assertThat(fault(BASE + 8 * MIB, true))
        .isEqualTo("pagefault 0 anon sysfs=1fc no-free-block=200");
  }

  @Test
  void aReadWithoutAHugeZeroFolioIsLostForThatReason() {
    machine = new Machine(MachineConfig.ample().withMemoryBytes(4 * MIB));
    set("enabled", "never");
    map(BASE, 16 * MIB);
    for (int i = 0; i < 768; i++) {
      machine.touch(task, BASE + i * 4096L, true);
    }
    set("enabled", "always");
    assertThat(fault(BASE + 8 * MIB, false)).isEqualTo("pagefault 0 zero no-huge-zero=200");
  }

  /// 511 pages and the table in front of them take half of the memory; the other half is one block
  /// of 2 MiB. The THP takes it whole, and no page is left for its table.
  @Test
  void aThpWithoutAPageForItsTableIsGivenBack() {
    machine = new Machine(MachineConfig.ample().withMemoryBytes(4 * MIB));
    set("enabled", "never");
    map(BASE, 16 * MIB);
    for (int i = 0; i < 511; i++) {
      machine.touch(task, BASE + i * 4096L, true);
    }
    assertThat(machine.kernel().memory().buddy().freePages()).isEqualTo(512);
    assertThat(machine.kernel().memory().buddy().freeBlocks(9)).isEqualTo(1);
    set("enabled", "always");
    assertThat(fault(BASE + 8 * MIB, true))
        .isEqualTo("pagefault 0 anon sysfs=1fc no-table-page=200");
  }

  /// 768 pages in 4 MiB leave no block of 2 MiB; the first range is full and may be collapsed.
  @Test
  void khugepagedWithoutAFreeBlockSaysSo() {
    machine = new Machine(MachineConfig.ample().withMemoryBytes(4 * MIB));
    set("enabled", "never");
    map(BASE, 16 * MIB);
    for (int i = 0; i < 768; i++) {
      machine.touch(task, BASE + i * 4096L, true);
    }
    set("enabled", "always");
    machine.calls().madvise(task.mm(), BASE, 16 * MIB, Advice.HUGEPAGE);
    lines.clear();
    machine.calls().khugepaged().runFullScans(1);
    assertThat(lines).contains("khugepaged -1 alloc_huge_page_failed no-free-block=200");
  }

  /// A mapping of page frames (`VM_PFNMAP`) is nothing that a collapse may touch.
  @Test
  void aSpecialMappingIsLostToItsFlags() {
    map(BASE, 2 * MIB);
    long flags = VmFlags.READ | VmFlags.WRITE | VmFlags.PFNMAP;
    machine.calls().addVma(task.mm(), BASE + 4 * MIB, BASE + 8 * MIB, flags, true);
    machine.calls().madvise(task.mm(), BASE + 4 * MIB, 4 * MIB, Advice.COLLAPSE);
    assertThat(lines).containsExactly("forced-collapse -1 null vma-flag=200");
  }

  @Test
  void sharedMemoryIsNotTheAnonymousPathsBusiness() {
    set("enabled", "always");
    task = machine.spawn(0, "test");
    mmap(BASE, 2 * MIB, MmapFlags.MAP_SHARED);
    machine.explainTo(decision -> lines.add(line(decision)));
    assertThat(fault(BASE, true)).isEqualTo("pagefault 0 shmem not-anonymous=200");
  }

  @Test
  void aCollapseOfMemoryNeverWrittenHasNothingToCollapse() {
    map(BASE, 2 * MIB);
    machine.calls().madvise(task.mm(), BASE, 2 * MIB, Advice.COLLAPSE);
    assertThat(lines).containsExactly("forced-collapse -1 null never-written=200");
  }

  @Test
  void aCollapseTellsTheQuestionAndTheRange() {
    set("enabled", "never");
    map(BASE, 2 * MIB);
    machine.touch(task, BASE, true);
    lines.clear();
    machine.calls().madvise(task.mm(), BASE, 2 * MIB, Advice.COLLAPSE);
    assertThat(lines).containsExactly("forced-collapse -1 null", "forced-collapse 9 succeeded");
  }

  @Test
  void khugepagedTellsWhyItLeftARange() {
    set("enabled", "always");
    set("khugepaged/max_ptes_none", "510");
    map(BASE, 2 * MIB);
    set("enabled", "never");
    // One page written, 511 none: one more than allowed.
    machine.touch(task, BASE, true);
    set("enabled", "always");
    machine.calls().madvise(task.mm(), BASE, 2 * MIB, Advice.HUGEPAGE);
    lines.clear();
    machine.calls().khugepaged().runFullScans(1);
    assertThat(lines).contains("khugepaged -1 null", "khugepaged -1 exceed_none_pte");
  }

  @Test
  void theQuestionsOfOneFaultAreOneDecision() {
    set("enabled", "never");
    map(BASE, 2 * MIB);
    List<Integer> offered = new ArrayList<>();
    machine.explainTo(decision -> {
      assertThat(decision.type).isEqualTo(TvaType.PAGEFAULT);
      assertThat(decision.asked).isFalse();
      assertThat(decision.costNs).isEqualTo(machine.clock().nowNs() - decision.nowNs);
      offered.add(decision.offered);
    });
    machine.touch(task, BASE, true);
    assertThat(offered).containsExactly(1 << 18 | PMD | BELOW_PMD);
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33, 34})
  void agreesWithTheCountersUnderRandomOperations(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    machine = new Machine(MachineConfig.ample().withMemoryBytes(64 * MIB));
    DecisionTally tally = new DecisionTally();
    machine.explainTo(tally);
    fragmentMemory();
    RandomOperations operations = new RandomOperations(machine);
    for (int step = 0; step < 10_000; step++) {
      operations.step(random);
    }
    tally.assertEquals(machine.kernel().counters());
    assertThat(tally.allocated()).isPositive();
    assertThat(tally.fallback()).isPositive();
  }

  /// Leaves about half of the memory free, most of it in blocks of 128 KiB, so that larger ones run
  /// out.
  private void fragmentMemory() {
    set("enabled", "never");
    task = machine.spawn(0, "fragmenter");
    mmap(2 * BASE, 56 * MIB, MmapFlags.MAP_PRIVATE | MmapFlags.MAP_POPULATE);
    for (long offset = 0; offset < 56 * MIB; offset += MIB / 4) {
      machine.calls().munmap(task.mm(), 2 * BASE + offset, MIB / 8);
    }
    set("enabled", "always");
  }

  @Test
  void agreesWithTheCountersOverARecordedProgramAndChangesNothing() throws IOException {
    DecisionTally tally = new DecisionTally();
    Machine heard = new Machine(MachineConfig.ample());
    heard.explainTo(tally);
    Machine alone = new Machine(MachineConfig.ample());
    replay(heard);
    replay(alone);
    tally.assertEquals(heard.kernel().counters());
    assertThat(MachineState.of(heard).diff(MachineState.of(alone))).isEmpty();
  }

  private static void replay(Machine machine) throws IOException {
    machine.thpSysfs().write("enabled", "always");
    machine.thpSysfs().write("hugepages-64kB/enabled", "always");
    Path path = Path.of("..", "scripts", "traces", "python_dict.thpt.gz");
    try (InputStream in = Files.newInputStream(path)) {
      new Replay(machine, Trace.read(path.toString(), in)).run(_ -> {});
    }
  }
}
