package dev.thplab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.mm.Errno;
import dev.thplab.sim.mm.MmapFlags;
import dev.thplab.sim.policy.AttachRequest;
import dev.thplab.sim.policy.Scope;
import dev.thplab.sim.task.Cgroup;
import dev.thplab.sim.task.Task;
import org.junit.jupiter.api.Test;

/// What cgroups count, with every huge page off: a touched page is one page.
class CgroupMemoryTest {
  private static final long BASE = 0x2000_0000_0000L;

  private final Machine machine = new Machine(MachineConfig.ample());
  private final Cgroup inner = machine.cgroups().make("/db/shard");
  private final Cgroup outer = machine.cgroups().find("/db");
  private final Task task = machine.spawn(0, "test");

  private void touch(Task of, int from, int count) {
    machine.thpSysfs().write("enabled", "never");
    int flags = MmapFlags.MAP_PRIVATE | MmapFlags.MAP_FIXED;
    machine.run(of);
    machine.calls().mmap(of.mm(), BASE + ((long) from << 12), (long) count << 12, 3, flags, true);
    for (int page = from; page < from + count; page++) {
      machine.touch(of, BASE + ((long) page << 12), true);
    }
  }

  private String anonPages(Machine of) {
    long[] pages = of.cgroups().liveAnonPages();
    return pages[1] + " " + pages[outer.id()] + " " + pages[inner.id()];
  }

  private String processes() {
    int[] processes = machine.cgroups().liveProcesses();
    return processes[1] + " " + processes[outer.id()] + " " + processes[inner.id()];
  }

  @Test
  void countAProcessAndAllBelow() {
    touch(task, 0, 3);
    assertThat(anonPages(machine)).isEqualTo("3 0 0");

    machine.migrate(task, inner);
    assertThat(anonPages(machine)).isEqualTo("3 3 3");
    touch(task, 3, 2);
    assertThat(anonPages(machine)).isEqualTo("5 5 5");

    machine.migrate(task, outer);
    assertThat(anonPages(machine)).isEqualTo("5 5 0");
  }

  @Test
  void aChildCountsInItsParentsCgroupUntilItEnds() {
    machine.migrate(task, inner);
    touch(task, 0, 3);
    Task child = machine.fork(task, 0);
    assertThat(anonPages(machine)).isEqualTo("6 6 6");
    assertThat(processes()).isEqualTo("0 0 2");

    machine.migrate(child, outer);
    assertThat(anonPages(machine)).isEqualTo("6 6 3");
    assertThat(processes()).isEqualTo("0 1 1");

    machine.exit(child);
    assertThat(anonPages(machine)).isEqualTo("3 3 3");
    assertThat(processes()).isEqualTo("0 0 1");
  }

  @Test
  void exec() {
    machine.migrate(task, inner);
    touch(task, 0, 3);
    machine.exec(task, "other", 0x5555_5560_0000L);

    assertThat(anonPages(machine)).isEqualTo("0 0 0");
    assertThat(processes()).isEqualTo("0 0 1");
  }

  @Test
  void copiesCountByThemselves() {
    machine.migrate(task, inner);
    touch(task, 0, 3);
    Machine copy = machine.copy();
    touch(task, 3, 1);

    assertThat(anonPages(machine)).isEqualTo("4 4 4");
    assertThat(anonPages(copy)).isEqualTo("3 3 3");
    assertThat(copy.violations()).isEmpty();
  }

  /// More cgroups than the arrays begin with.
  @Test
  void roomGrowsWithTheTree() {
    touch(task, 0, 2);
    for (int i = 0; i < 40; i++) {
      machine.cgroups().make("/c" + i);
    }
    machine.migrate(task, machine.cgroups().find("/c39"));

    assertThat(machine.cgroups().liveAnonPages()[machine.cgroups().lastId()]).isEqualTo(2);
    assertThat(machine.violations()).isEmpty();
  }

  /// `/c1` is the second cgroup and goes; the one that is made after it is not taken for it,
  /// neither here nor on a copy that still has it.
  @Test
  void anIdIsNeverGivenTwice() {
    Cgroup first = machine.cgroups().make("/c1");
    machine.migrate(task, first);
    assertThat(machine.removeCgroup("/c1")).isEqualTo(-Errno.EBUSY);
    machine.migrate(task, machine.cgroups().root());
    Machine copy = machine.copy();

    assertThat(machine.removeCgroup("/c1")).isZero();
    assertThat(machine.removeCgroup("/c1")).isEqualTo(-Errno.ENOENT);
    assertThat(machine.removeCgroup("/")).isEqualTo(-Errno.EBUSY);
    assertThat(machine.cgroups().make("/c1").id()).isEqualTo(first.id() + 1);
    assertThat(copy.cgroups().find("/c1")).isEqualTo(first);
    assertThat(machine.violations()).isEmpty();
  }

  @Test
  void policiesGoWithTheirCgroup() {
    Cgroup web = machine.cgroups().make("/web");
    int link = machine.attach(AttachRequest.of("deny", new Scope.CgroupTree("/web"), _ -> 0));
    machine.migrate(task, web);
    assertThat(machine.policiesOf(task).asked()).hasSize(1);
    machine.migrate(task, machine.cgroups().root());

    assertThat(machine.removeCgroup("/web")).isZero();
    assertThat(machine.attachments().find(link)).isNull();
    machine.migrate(task, machine.cgroups().make("/web"));
    assertThat(machine.policiesOf(task).asked()).isEmpty();
  }
}
