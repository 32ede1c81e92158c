package dev.thplab.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.page.BuddyAllocator;
import dev.thplab.sim.policy.PolicyQuery;
import dev.thplab.sim.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a policy sees of the machine beside the question.
class MachineQueryTest {
  private static final ScriptHost HOST = new ScriptHost();
  private static final long BASE = 0x7f00_0000_0000L;

  private final Machine machine = new Machine(MachineConfig.ample());
  private final Task task = machine.spawn(1, "program");

  @AfterAll
  static void close() {
    HOST.close();
  }

  /// What an expression over `q` gives, as text, when a page is first touched.
  private static String seeAt(Machine machine, Task task, long address, String expression) {
    try (ScriptPolicy policy = HOST.load(Policies.body("throw String(" + expression + ")"))) {
      int link = machine.attach(policy);
      machine.touch(task, address, true);
      machine.detach(link);
      return policy.failures().getFirst().first().reason().substring("threw ".length());
    }
  }

  private String seeAt(long address, String expression) {
    return seeAt(machine, task, address, expression);
  }

  private static String see(Machine machine, String expression) {
    PolicyQuery query = Policies.fault();
    query.machine = machine.kernel().view();
    try (ScriptPolicy policy = HOST.load(Policies.body("throw String(" + expression + ")"))) {
      policy.allowedOrders(query);
      return policy.failures().getFirst().first().reason().substring("threw ".length());
    }
  }

  private void map(long bytes) {
    machine.run(task);
    assertThat(machine.calls().mmap(task.mm(), BASE, bytes, 3, 0x32, true)).isEqualTo(BASE);
  }

  /// Leaves of 8 MiB three free pages and one free block of 16 kB: seven pages, four blocks.
  private static Machine inPieces() {
    Machine small = new Machine(MachineConfig.ample().withMemoryBytes(8L << 20));
    BuddyAllocator buddy = small.kernel().memory().buddy();
    int first = buddy.allocate(BuddyAllocator.MAX_ORDER);
    assertThat(buddy.allocate(BuddyAllocator.MAX_ORDER)).isNotEqualTo(BuddyAllocator.NONE);
    // No two of them are buddies, so nothing merges.
    buddy.free(first, 0);
    buddy.free(first + 2, 0);
    buddy.free(first + 4, 0);
    buddy.free(first + 8, 2);
    return small;
  }

  @ParameterizedTest
  @CsvSource({
    "q.memory.totalBytes, 8388608",
    "q.memory.freeBytes, 28672",
    "q.memory.freeByOrder(0), 3",
    "q.memory.freeByOrder(1), 0",
    "q.memory.freeByOrder(2), 1",
    // A block is free.
    "q.memory.fragmentation(0), -1",
    "q.memory.fragmentation(2), -1",
    // 1000 - (1000 + 7 * 1000 / 8) / 4, each division rounded down: 1000 - 1875 / 4.
    "q.memory.fragmentation(3), 0.532",
    // 1000 - (1000 + 7 * 1000 / 512) / 4: 1000 - 1013 / 4.
    "q.memory.fragmentation(9), 0.747",
    // Three of the seven pages are not in a block of 16 kB.
    "q.memory.unusable(0), 0",
    "q.memory.unusable(2), 0.428",
    "q.memory.unusable(9), 1",
    "q.memory.watermarks, null",
  })
  void showsFreeMemory(String expression, String value) {
    assertThat(see(inPieces(), expression)).isEqualTo(value);
  }

  @Test
  void showsMemoryWithoutAFreePage() {
    Machine full = new Machine(MachineConfig.ample().withMemoryBytes(4L << 20));
    full.kernel().memory().buddy().allocate(BuddyAllocator.MAX_ORDER);

    assertThat(see(full, "[q.memory.freeBytes, q.memory.fragmentation(9), q.memory.unusable(0)]"))
        .isEqualTo("0,0,1");
  }

  @Test
  void followsMemoryThatChanges() {
    map(4 << 20);
    String before = seeAt(BASE, "q.memory.freeBytes");
    String after = seeAt(BASE + 4096, "q.memory.freeBytes");

    // The first fault took a frame for the page, and four for page tables; the simulated machine
    // keeps frames for the lowest tables alone.
    assertThat(Long.parseLong(before) - Long.parseLong(after)).isEqualTo(2 * 4096);
  }

  @ParameterizedTest
  @CsvSource({
    "'q.memory.freeByOrder(11)', 'memory.freeByOrder: 11 is not an order from 0 to 10'",
    "'q.memory.unusable(-1)', 'memory.unusable: -1 is not an order from 0 to 10'",
    "'q.memory.fragmentation(1.5)', 'memory.fragmentation: 1.5 is not an order from 0 to 10'",
    "'q.memory.freeByOrder(\"4\")', 'memory.freeByOrder: \"4\" is not an order from 0 to 10'",
    "'q.sysfs.sizeEnabled(1)', 'sysfs.sizeEnabled: 1 is not an order from 2 to 9'",
    "'q.sysfs.khugepaged(\"enabled\")', 'sysfs.khugepaged: there is no \"enabled\"'",
    "'q.stats.vm(\"__proto__\")', 'stats.vm: there is no \"__proto__\"'",
    "'q.stats.mthp(\"split\", 10)', 'stats.mthp: 10 is not an order from 2 to 9'",
    "'q.stats.mthp({}, 9)', 'stats.mthp: there is no an object'",
  })
  void refusesArgumentsByName(String expression, String message) {
    try (ScriptPolicy policy = HOST.load(Policies.body("return " + expression))) {
      PolicyQuery query = Policies.fault();
      query.machine = machine.kernel().view();
      policy.allowedOrders(query);

      assertThat(policy.failures().getFirst().first().reason())
          .isEqualTo("threw RangeError: " + message);
    }
  }

  @Test
  void showsTheSettingsAsTheyChange() {
    String all =
        "[q.sysfs.enabled, q.sysfs.defrag, q.sysfs.sizeEnabled(4), q.sysfs.sizeEnabled(9),"
            + " q.sysfs.khugepaged('max_ptes_none')]";
    assertThat(see(machine, all)).isEqualTo("madvise,madvise,never,inherit,511");

    PolicyQuery query = Policies.fault();
    query.machine = machine.kernel().view();
    try (ScriptPolicy policy =
        HOST.load(
            Policies.body(
                "return "
                    + all
                    + ".join() === 'always,defer+madvise,inherit,inherit,0' ? 4 : DENY"))) {
      assertThat(policy.allowedOrders(query)).isZero();
      machine.thpSysfs().write("enabled", "always");
      machine.thpSysfs().write("defrag", "defer+madvise");
      machine.thpSysfs().write("hugepages-64kB/enabled", "inherit");
      machine.thpSysfs().write("khugepaged/max_ptes_none", "0");
      assertThat(policy.allowedOrders(query)).isEqualTo(1 << 4);
    }
  }

  @Test
  void showsTheCounters() {
    machine.thpSysfs().write("hugepages-64kB/enabled", "always");
    map(4 << 20);
    machine.touch(task, BASE, true);
    machine.touch(task, BASE + (64 << 10), true);

    assertThat(
            seeAt(
                BASE + (128 << 10),
                "[q.stats.mthp('anon_fault_alloc', 4), q.stats.mthp('anon_fault_alloc', 9),"
                    + " q.stats.mthp('nr_anon', 4), q.stats.vm('thp_fault_alloc'),"
                    + " q.stats.vm('pgfault')]"))
        .isEqualTo("2,0,2,0,2");
  }

  /// Pages 0, 1 and 511 of the second range; the first has one page of its own.
  @Test
  void countsThePagesMappedAroundTheAddress() {
    map(4 << 20);
    long second = BASE + (2 << 20);
    for (long address : new long[] {BASE, second, second + 4096, second + (511 << 12)}) {
      machine.touch(task, address, true);
    }
    assertThat(seeAt(second + (5 << 12), "q.region.populated")).isEqualTo("3");
    assertThat(seeAt(BASE + (5 << 12), "q.region.populated")).isEqualTo("1");
    machine.calls().munmap(task.mm(), second + 4096, 4096);
    assertThat(seeAt(second + (6 << 12), "q.region.populated")).isEqualTo("3");
  }

  @Test
  void keepsTheAgeOfAnAreaThatIsSplit() {
    machine.advanceTo(5_000_000);
    map(4 << 20);
    machine.advanceTo(80_000_000);
    assertThat(machine.calls().mprotect(task.mm(), BASE, 1 << 20, 1)).isZero();

    assertThat(seeAt(BASE + (2 << 20), "q.nowNs - q.vma.ageNs")).isEqualTo("5000000");
  }

  @Test
  void showsTheCgroupOfTheProcess() {
    String all = "[q.cgroup.id, q.cgroup.path, q.cgroup.parent]";
    map(4 << 20);
    assertThat(seeAt(BASE, all)).isEqualTo("1,/,");
    machine.migrate(task, machine.cgroups().make("/web/api"));
    assertThat(seeAt(BASE + 4096, all)).isEqualTo("3,/web/api,/web");
  }

  /// One policy may serve a machine and its copy: each question is about the machine that asks.
  @Test
  void showsTheMachineThatAsks() {
    map(4 << 20);
    Machine copy = machine.copy();
    machine.touch(task, BASE, true);
    try (ScriptPolicy policy = HOST.load(Policies.body("return q.stats.vm('pgfault') + 2"))) {
      PolicyQuery query = Policies.fault();
      query.machine = machine.kernel().view();
      assertThat(policy.allowedOrders(query)).isEqualTo(1 << 3);
      query.machine = copy.kernel().view();
      assertThat(policy.allowedOrders(query)).isEqualTo(1 << 2);
      query.machine = machine.kernel().view();
      assertThat(policy.allowedOrders(query)).isEqualTo(1 << 3);
    }
  }

  /// The scan of v6: "vma may be NULL: then vma_flags 0, tva_flags -1".
  @Test
  void v6IsAskedAboutAnAddressSpaceWithoutAnArea() {
    machine.thpSysfs().write("enabled", "always");
    map(4 << 20);
    machine.touch(task, BASE, true);
    PolicyFile file =
        PolicyFile.of(
            "p.js",
            """
            export const contract = "v6";
            export function get_suggested_order(mm, vma, vma_flags, tva_flags, orders) {
              return vma === null && vma_flags === 0 && tva_flags === -1 && orders === 1 << 9
                && mm.owner.comm === "program" ? 0 : orders;
            }
            """);
    try (ScriptPolicy policy = HOST.load(file)) {
      machine.attach(policy);
      machine.calls().khugepaged().runFullScans(1);

      assertThat(task.mm().onKhugepagedList()).isFalse();
      assertThat(policy.failures()).isEmpty();
    }
  }
}
