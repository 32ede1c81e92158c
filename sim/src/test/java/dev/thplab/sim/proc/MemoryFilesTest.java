package dev.thplab.sim.proc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.mm.MmapFlags;
import dev.thplab.sim.stats.VmEvent;
import dev.thplab.sim.task.Task;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Hand-worked numbers of the files about the whole machine, of 16 MiB: 4096 page frames.
final class MemoryFilesTest {
  private static final long BASE = 0x2000_0000_0000L;
  private static final int RW = MmapFlags.PROT_READ | MmapFlags.PROT_WRITE;
  private static final int FRAMES = 4096;

  private final Machine machine = new Machine(MachineConfig.ample().withMemoryBytes(16 << 20));
  private final VirtualFiles files = new VirtualFiles(machine);
  private final Task task = machine.spawn(7, "program");

  private void map(long address, long bytes, int sharing) {
    int flags = sharing | MmapFlags.MAP_ANONYMOUS | MmapFlags.MAP_FIXED;
    assertThat(machine.calls().mmap(task.mm(), address, bytes, RW, flags, true)).isEqualTo(address);
  }

  private void write(Task who, long address) {
    assertThat(machine.touch(who, address, true)).isNotNegative();
  }

  /// `key value` and `key: value kB` lines, read as procps and vmstat do.
  private Map<String, Long> parse(String path) {
    Map<String, Long> values = new TreeMap<>();
    for (String line : KernelText.lines(KernelText.simulated(files, path))) {
      String[] fields = line.trim().split(":? +", -1);
      values.put(fields[0], Long.parseLong(fields[1]));
    }
    return values;
  }

  @Test
  void afterBootAllIsFreeInTheLargestBlocks() {
    assertThat(parse("/proc/meminfo"))
        .containsEntry("MemTotal", FRAMES * 4L)
        .containsEntry("MemFree", FRAMES * 4L)
        .containsEntry("AnonPages", 0L);
    assertThat(KernelText.simulated(files, "/proc/buddyinfo"))
        .isEqualTo("Node 0, zone   Normal " + "     0 ".repeat(10) + "     4 \n");
  }

  /// A THP takes 512 frames and its page table one. From one block of 4 MiB that leaves a block of
  /// each order below 9: 512 = 1 + (1 + 2 + ... + 256).
  @Test
  void aHugePageAndItsTable() {
    machine.thpSysfs().write("enabled", "always");
    map(BASE, 2 << 20, MmapFlags.MAP_PRIVATE);
    write(task, BASE);
    assertThat(parse("/proc/meminfo"))
        .containsEntry("MemFree", (FRAMES - 513) * 4L)
        .containsEntry("AnonPages", 2048L)
        .containsEntry("AnonHugePages", 2048L)
        .containsEntry("PageTables", 4L)
        .containsEntry("Shmem", 0L);
    assertThat(KernelText.simulated(files, "/proc/buddyinfo"))
        .isEqualTo("Node 0, zone   Normal " + "     1 ".repeat(9) + "     0      3 \n");
    assertThat(parse("/proc/vmstat"))
        .containsEntry("nr_free_pages", FRAMES - 513L)
        .containsEntry("nr_free_pages_blocks", 3 * 1024L)
        .containsEntry("nr_anon_pages", 512L)
        .containsEntry("nr_anon_transparent_hugepages", 1L)
        .containsEntry("nr_page_table_pages", 1L)
        .containsEntry("thp_fault_alloc", 1L)
        .containsEntry("pgfault", 1L);
  }

  /// Two processes map the same two pages; each has a page table.
  @Test
  void sharedAnonymousPagesCountOnce() {
    map(BASE, 64 << 10, MmapFlags.MAP_PRIVATE);
    write(task, BASE);
    write(task, BASE + 4096);
    Task child = machine.fork(task, 8);
    assertThat(parse("/proc/meminfo")).containsEntry("AnonPages", 8L);
    // The copy of one page is a third.
    write(child, BASE);
    assertThat(parse("/proc/meminfo"))
        .containsEntry("AnonPages", 12L)
        .containsEntry("PageTables", 8L)
        .containsEntry("MemFree", (FRAMES - 3 - 2) * 4L);
  }

  /// Three pages of shared memory, one of which a second process maps too.
  @Test
  void sharedMemoryIsCacheOfShmem() {
    map(BASE, 64 << 10, MmapFlags.MAP_SHARED);
    for (int page = 0; page < 3; page++) {
      write(task, BASE + page * 4096L);
    }
    Task child = machine.fork(task, 8);
    write(child, BASE);
    assertThat(parse("/proc/meminfo"))
        .containsEntry("Shmem", 12L)
        .containsEntry("Cached", 12L)
        .containsEntry("Mapped", 12L)
        .containsEntry("AnonPages", 0L);
    assertThat(parse("/proc/vmstat")).containsEntry("nr_shmem", 3L).containsEntry("nr_mapped", 3L);
    // The child maps page 0 alone, which both share; the parent has two more for itself.
    assertThat(KernelText.simulated(files, "/proc/8/smaps"))
        .contains("Rss:                   4 kB\nPss:                   2 kB\n");
    assertThat(KernelText.simulated(files, "/proc/7/smaps"))
        .contains("Rss:                  12 kB\nPss:                  10 kB\n");
  }

  /// 2 MiB of shared memory by one PMD entry: 512 pages and the deposited page table.
  @Test
  void hugeSharedMemory() {
    machine.thpSysfs().write("shmem_enabled", "always");
    map(BASE, 2 << 20, MmapFlags.MAP_SHARED);
    write(task, BASE);
    assertThat(parse("/proc/meminfo"))
        .containsEntry("MemFree", (FRAMES - 513) * 4L)
        .containsEntry("Shmem", 2048L)
        .containsEntry("ShmemHugePages", 2048L)
        .containsEntry("ShmemPmdMapped", 2048L)
        .containsEntry("AnonHugePages", 0L);
    assertThat(parse("/proc/vmstat"))
        .containsEntry("nr_shmem_hugepages", 1L)
        .containsEntry("nr_shmem_pmdmapped", 1L);
  }

  /// The huge zero folio belongs to nobody: neither anonymous nor shared memory.
  @Test
  void theHugeZeroFolioIsNobodys() {
    machine.thpSysfs().write("enabled", "always");
    map(BASE, 2 << 20, MmapFlags.MAP_PRIVATE);
    assertThat(machine.touch(task, BASE, false)).isNotNegative();
    assertThat(parse("/proc/meminfo"))
        .containsEntry("MemFree", (FRAMES - 513) * 4L)
        .containsEntry("AnonPages", 0L)
        .containsEntry("Shmem", 0L);
    assertThat(parse("/proc/vmstat")).containsEntry("thp_zero_page_alloc", 1L);
  }

  @Test
  void everyEventOfTheMachineIsShown() {
    Map<String, Long> shown = parse("/proc/vmstat");
    for (VmEvent event : VmEvent.values()) {
      assertThat(shown).containsKey(event.kernelName());
    }
  }

  @Test
  void pageTypesAddUpToBuddyinfo() {
    map(BASE, 64 << 10, MmapFlags.MAP_PRIVATE);
    write(task, BASE);
    // Two frames, page and table, from 4 MiB: blocks of orders 1 to 9 remain.
    String free = "     0 " + "     1 ".repeat(9) + "     3 \n";
    assertThat(KernelText.simulated(files, "/proc/pagetypeinfo"))
        .contains("Node    0, zone   Normal, type      Movable " + free)
        .contains("Node 0, zone   Normal            0            8            0 ");
    assertThat(KernelText.simulated(files, "/proc/buddyinfo"))
        .isEqualTo("Node 0, zone   Normal " + free);
  }
}
