package dev.thplab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.mm.MmapFlags;
import dev.thplab.sim.task.Task;
import org.junit.jupiter.api.Test;

class MachineStateTest {
  private static final long BASE = 0x2000_0000_0000L;
  private static final int ANON_FIXED = MmapFlags.MAP_PRIVATE | MmapFlags.MAP_FIXED;

  private final Machine machine = new Machine(MachineConfig.ample().withMemoryBytes(64L << 20));
  private final Task task = machine.spawn(7, "x");

  @Test
  void aCopyDoesNotDiffer() {
    machine.calls().mmap(task.mm(), BASE, 4L << 20, 3, ANON_FIXED, true);
    machine.touch(task, BASE, true);

    assertThat(MachineState.of(machine).diff(MachineState.of(machine.copy()))).isEmpty();
  }

  @Test
  void namesWhatOneFaultChanged() {
    machine.thpSysfs().write("enabled", "always");
    machine.calls().mmap(task.mm(), BASE, 2L << 20, 3, ANON_FIXED, true);
    Machine branch = machine.copy();

    branch.touch(task(branch), BASE + 4096, true);

    // One THP: 512 pages of RSS, one deposited page table. Both came from the first 4 MiB block:
    // the folio's lower half,
    // then one page of the upper half, whose rest is one free block of each order 0 to 8.
    assertThat(MachineState.of(machine).diff(MachineState.of(branch)))
        .contains(
            "pgfault: 0 -> 1",
            "thp_fault_alloc: 0 -> 1",
            "2048kB/anon_fault_alloc: 0 -> 1",
            "2048kB/nr_anon: 0 -> 1",
            "buddyinfo/0: 0 -> 1",
            "buddyinfo/8: 0 -> 1",
            "buddyinfo/10: 16 -> 15",
            "7/pgfault: 0 -> 1",
            "7/rss_pages: 0 -> 512",
            "7/page_tables: 0 -> 1",
            "7/200000000000-200000200000: flags 100073 -> flags 100073, 0+512 anon order 9 pmd")
        .noneMatch(line -> line.startsWith("enabled"))
        .noneMatch(line -> line.startsWith("buddyinfo/9"));
  }

  @Test
  void showsAProcessThatOneSideLacks() {
    Machine branch = machine.copy();
    branch.fork(task(branch), 9);

    assertThat(MachineState.of(machine).diff(MachineState.of(branch))).contains("9/comm: - -> x");
  }

  private static Task task(Machine machine) {
    return machine.tasks().getFirst();
  }
}
