package dev.thplab.sim.proc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.mm.Advice;
import dev.thplab.sim.mm.MmapFlags;
import dev.thplab.sim.task.Task;

/// What the captured program `mapped.c` does, step by step, on a simulated machine.
final class MappedProgram {
  private static final int RW = MmapFlags.PROT_READ | MmapFlags.PROT_WRITE;
  private static final long ADVISED = 0x2000_0000_0000L;
  private static final long PLAIN = 0x2100_0000_0000L;

  final Machine machine = new Machine(MachineConfig.ample());
  final VirtualFiles files = new VirtualFiles(machine);
  final Task task = machine.spawn(42, "mapped");

  /// Runs up to the point where it copies its files to `alone`.
  MappedProgram() {
    map(ADVISED, 8192, RW, MmapFlags.MAP_PRIVATE);
    advise(ADVISED, 8192, Advice.HUGEPAGE);
    touch(task, ADVISED, 0, 768, true);
    map(PLAIN, 1024, RW, MmapFlags.MAP_PRIVATE);
    touch(task, PLAIN, 0, 10, true);
    touch(task, PLAIN, 20, 5, false);
    long shared = map(0x2200_0000_0000L, 64, RW, MmapFlags.MAP_SHARED);
    touch(task, shared, 0, 4, true);
    touch(task, shared, 8, 2, false);
    map(0x2300_0000_0000L, 4096, 0, MmapFlags.MAP_PRIVATE);
    long locked = map(0x2400_0000_0000L, 32, RW, MmapFlags.MAP_PRIVATE);
    assertThat(machine.calls().mlock(task.mm(), locked, 32 << 10)).isZero();
    long freed = map(0x2500_0000_0000L, 256, RW, MmapFlags.MAP_PRIVATE);
    touch(task, freed, 0, 64, true);
    advise(freed, 160, Advice.FREE);
    touch(task, freed, 0, 8, true);
    long readOnly = map(0x2600_0000_0000L, 256, RW, MmapFlags.MAP_PRIVATE);
    touch(task, readOnly, 0, 64, true);
    assertThat(machine.calls().mprotect(task.mm(), readOnly, 256 << 10, MmapFlags.PROT_READ))
        .isZero();
    long refused = map(0x2700_0000_0000L, 4096, RW, MmapFlags.MAP_PRIVATE);
    advise(refused, 4096, Advice.NOHUGEPAGE);
    touch(task, refused, 0, 3, true);
    long collapsed = map(0x2800_0000_0000L, 2048, RW, MmapFlags.MAP_PRIVATE);
    touch(task, collapsed, 0, 100, true);
    advise(collapsed, 2048, Advice.COLLAPSE);
    long zeros = map(0x2900_0000_0000L, 2048, RW, MmapFlags.MAP_PRIVATE);
    advise(zeros, 2048, Advice.HUGEPAGE);
    touch(task, zeros, 0, 3, false);
  }

  /// Runs on to where it copies its files to `forked`.
  void fork() {
    Task child = machine.fork(task, 43);
    touch(child, PLAIN, 0, 4, true);
    touch(child, ADVISED, 0, 1, true);
  }

  private long map(long address, long kilobytes, int prot, int sharing) {
    int flags = sharing | MmapFlags.MAP_ANONYMOUS | MmapFlags.MAP_FIXED;
    long size = kilobytes << 10;
    assertThat(machine.calls().mmap(task.mm(), address, size, prot, flags, true))
        .isEqualTo(address);
    return address;
  }

  private void advise(long address, long kilobytes, Advice advice) {
    assertThat(machine.calls().madvise(task.mm(), address, kilobytes << 10, advice)).isZero();
  }

  private void touch(Task who, long address, int first, int count, boolean write) {
    for (long page = first; page < first + count; page++) {
      assertThat(machine.touch(who, address + (page << 12), write)).isNotNegative();
    }
  }
}
