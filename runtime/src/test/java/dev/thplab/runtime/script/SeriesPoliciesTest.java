package dev.thplab.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.mm.Advice;
import dev.thplab.sim.mm.MmapFlags;
import dev.thplab.sim.stats.VmEvent;
import dev.thplab.sim.task.Task;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The series' own policies under the fixture of its selftests: mode `madvise`, 16 MiB of anonymous
/// memory with MADV_HUGEPAGE, one byte touched in each page. Each test asserts what the selftest of
/// that version asserted, on a machine where memory is ample.
class SeriesPoliciesTest {
  private static final ScriptHost HOST = new ScriptHost();
  private static final long BASE = 0x2000_0000_0000L;
  private static final long LENGTH = 16L << 20;
  private static final int ANON_FIXED = MmapFlags.MAP_PRIVATE | MmapFlags.MAP_FIXED;
  private static final int READ_WRITE = 3;
  private static final long ALL_PAGES = LENGTH >> 12;

  private final Machine machine = new Machine(MachineConfig.ample());
  private final Task task = machine.spawn(100, "test_progs");

  @AfterAll
  static void close() {
    HOST.close();
  }

  @BeforeEach
  void madvise() {
    machine.thpSysfs().write("enabled", "madvise");
  }

  private ScriptPolicy attach(String name, Map<String, Object> options) {
    Path path = Path.of("../scripts/policies/series", name + ".js");
    ScriptPolicy policy = HOST.load(PolicyFile.read(path), Limits.DEFAULT, options);
    machine.attach(policy);
    return policy;
  }

  private void map(Task of) {
    machine.run(of);
    machine.calls().mmap(of.mm(), BASE, LENGTH, READ_WRITE, ANON_FIXED, true);
    machine.calls().madvise(of.mm(), BASE, LENGTH, Advice.HUGEPAGE);
  }

  private void touch(Task of) {
    for (long address = BASE; address < BASE + LENGTH; address += 4096) {
      machine.touch(of, address, true);
    }
  }

  private long hugeFaults() {
    return machine.kernel().counters().get(VmEvent.THP_FAULT_ALLOC);
  }

  private boolean eligible(Task of) {
    return machine.calls().walk(of.mm()).thpEligible(of.mm().vmas().get(0));
  }

  /// fentry/__khugepaged_enter counted the target.
  @Test
  void v3RegistersTheTargetWithKhugepagedAndNobodyElse() {
    ScriptPolicy policy = attach("allocator-v3", Map.of("target_pid", 100));
    Task other = machine.spawn(200, "other");

    map(task);
    map(other);
    touch(task);
    touch(other);

    assertThat(task.mm().onKhugepagedList()).isTrue();
    assertThat(other.mm().onKhugepagedList()).isFalse();
    assertThat(hugeFaults()).isZero();
    assertThat(policy.failures()).isEmpty();
  }

  /// pf_alloc == 0, pf_disallow > 0; khugepaged was not disallowed.
  @Test
  void v4RefusesThePmdInTheFaultOnly() {
    ScriptPolicy policy = attach("suggested-order-v4", Map.of());

    map(task);
    touch(task);

    assertThat(hugeFaults()).isZero();
    assertThat(policy.stats().denied()).isPositive();
    assertThat(task.mm().onKhugepagedList()).isTrue();
    machine.calls().khugepaged().runFullScans(2);
    assertThat(task.mm().pmdMappedPages()).isEqualTo(ALL_PAGES);
  }

  @Test
  void v4LeavesOtherCgroupsAlone() {
    attach("suggested-order-v4", Map.of("cgrp_id", 7));

    map(task);
    touch(task);

    assertThat(task.mm().pmdMappedPages()).isEqualTo(ALL_PAGES);
    assertThat(hugeFaults()).isEqualTo(8);
  }

  @Test
  void v6AllocatesInKhugepagedOnly() {
    allocatesInKhugepagedOnly("alloc-in-khugepaged-v6");
  }

  @Test
  void v7AllocatesInKhugepagedOnly() {
    allocatesInKhugepagedOnly("alloc-in-khugepaged-v7");
  }

  private void allocatesInKhugepagedOnly(String name) {
    ScriptPolicy policy = attach(name, Map.of());

    map(task);
    touch(task);

    assertThat(hugeFaults()).isZero();
    assertThat(policy.failures()).isEmpty();
    machine.calls().khugepaged().runFullScans(2);
    assertThat(task.mm().pmdMappedPages()).isEqualTo(ALL_PAGES);
  }

  /// khugepaged_fork: only the cgroup of the policy is allowed anything.
  @Test
  void v6AllowsNothingOutsideItsCgroup() {
    ScriptPolicy policy = attach("alloc-in-khugepaged-v6", Map.of("cgrp_id", 7));

    map(task);
    touch(task);
    machine.calls().khugepaged().runFullScans(1);

    assertThat(policy.stats().chosen()).isZero();
    assertThat(policy.stats().denied()).isPositive();
    assertThat(task.mm().pmdMappedPages()).isZero();
  }

  /// thp_eligible: 1 for the eligible pid, 0 for the one that gets order 30, 0 for neither.
  @Test
  void v9ShowsOneProcessAsEligible() {
    attach("thp-eligible-v9", Map.of("pid_eligible", 100, "pid_not_eligible", 200));
    Task invalid = machine.spawn(200, "invalid");
    Task neither = machine.spawn(300, "neither");
    map(task);
    map(invalid);
    map(neither);

    assertThat(eligible(task)).isTrue();
    assertThat(eligible(invalid)).isFalse();
    assertThat(eligible(neither)).isFalse();
    touch(task);
    assertThat(hugeFaults()).as("faults are refused").isZero();
  }

  /// The global program of policy_update and global_policy: its -1 reads "no opinion" and denies.
  @Test
  void v12SwapPolicyDeniesEverything() {
    attach("alloc-not-in-swap-v12", Map.of());

    map(task);
    touch(task);

    assertThat(eligible(task)).isFalse();
    assertThat(hugeFaults()).isZero();
    assertThat(task.mm().onKhugepagedList()).isFalse();
  }

  /// thp_fork: a child follows the policy of its parent, a stranger the kernel's own decision.
  @Test
  void v12OwnsItsProcessAndWhatThatForks() {
    ScriptPolicy policy = attach("thp-eligible-v12", Map.of("pid", 100));
    map(task);
    Task child = machine.fork(task, 101);
    Task grandchild = machine.fork(child, 102);
    Task stranger = machine.spawn(200, "stranger");
    map(stranger);
    long before = policy.stats().abstained();

    assertThat(eligible(task)).isTrue();
    assertThat(eligible(child)).isTrue();
    assertThat(eligible(grandchild)).isTrue();
    assertThat(policy.stats().abstained()).isEqualTo(before);
    assertThat(eligible(stranger)).isTrue();
    assertThat(policy.stats().abstained()).isEqualTo(before + 1);
  }

  /// The sample: a cgroup below 16 MB has base pages; the next scan finds it large enough.
  @Test
  void mthpExtWaitsForTheScanThatFindsTheCgroupLarge() {
    ScriptPolicy policy = attach("mthp-ext", Map.of());
    map(task);
    touch(task);
    assertThat(hugeFaults()).as("scanned while empty").isZero();

    Task second = machine.spawn(101, "second");
    map(second);
    machine.touch(second, BASE, true);
    assertThat(hugeFaults()).as("within the interval").isZero();

    machine.advanceTo(machine.clock().nowNs() + 1_000_000_000L);
    machine.touch(second, BASE + (2 << 20), true);
    assertThat(hugeFaults()).as("16 MB are mapped at the scan").isEqualTo(1);
    assertThat(policy.failures()).isEmpty();
  }

  @Test
  void mthpExtWithAFixedOrderReadsNoScan() {
    attach("mthp-ext", Map.of("fixed", true));

    map(task);
    touch(task);

    assertThat(hugeFaults()).isEqualTo(8);
  }

  @Test
  void theSeedFormGivesZeroOrNine() {
    attach("zero-or-nine", Map.of("large", LENGTH + 1));
    map(task);
    machine.touch(task, BASE, true);
    assertThat(hugeFaults()).as("advised").isEqualTo(1);

    machine.thpSysfs().write("enabled", "always");
    Task plain = machine.spawn(101, "plain");
    machine.calls().mmap(plain.mm(), BASE, LENGTH, READ_WRITE, ANON_FIXED, true);
    machine.touch(plain, BASE, true);
    assertThat(hugeFaults()).as("neither large nor advised").isEqualTo(1);
    assertThat(plain.mm().onKhugepagedList()).as("left to khugepaged").isTrue();
  }

  /// Each cgroup is judged by its own memory: after 16 MiB of base pages in one and none in the
  /// other, the next scan lets the first have huge pages and the second none.
  @Test
  void mthpExtJudgesEachCgroupByItself() {
    attach("mthp-ext", Map.of("interval", 1));
    Task small = machine.spawn(200, "small");
    machine.migrate(task, machine.cgroups().make("/large"));
    machine.migrate(small, machine.cgroups().make("/small"));
    map(task);
    touch(task);
    assertThat(hugeFaults()).as("at the first scan both were empty").isZero();

    machine.advanceTo(machine.clock().nowNs() + 2_000_000);
    map(small);
    touch(small);
    assertThat(hugeFaults()).isZero();

    machine.calls().munmap(task.mm(), BASE, 2 << 20);
    machine.calls().mmap(task.mm(), BASE, 2 << 20, READ_WRITE, ANON_FIXED, true);
    machine.calls().madvise(task.mm(), BASE, 2 << 20, Advice.HUGEPAGE);
    machine.touch(task, BASE, true);
    assertThat(hugeFaults()).isEqualTo(1);
  }
}
