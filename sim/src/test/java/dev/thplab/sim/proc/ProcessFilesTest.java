package dev.thplab.sim.proc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.mm.MmapFlags;
import dev.thplab.sim.mm.VmFlags;
import dev.thplab.sim.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Hand-worked numbers of one process with each kind of VMA.
final class ProcessFilesTest {
  private static final long HEAP = 0x5000_0000_0000L;
  private static final long DATA = 0x6000_0000_0000L;
  private static final long STACK = 0x7000_0000_0000L;
  private static final long MAY = VmFlags.MAYREAD | VmFlags.MAYWRITE | VmFlags.MAYEXEC;
  private static final int RW = MmapFlags.PROT_READ | MmapFlags.PROT_WRITE;

  private final Machine machine = new Machine(MachineConfig.ample());
  private final VirtualFiles files = new VirtualFiles(machine);
  private final Task task = machine.spawn(9, "a_rather_long_name");

  /// Code of 3 pages, a heap of 4, data of 8, a stack of 5.
  @BeforeEach
  void map() {
    machine
        .calls()
        .addVma(task.mm(), 0x40_0000, 0x40_3000, VmFlags.READ | VmFlags.EXEC | MAY, false);
    machine.calls().setBrk(task.mm(), HEAP, HEAP);
    machine.calls().brk(task.mm(), HEAP + 0x4000);
    int flags = MmapFlags.MAP_PRIVATE | MmapFlags.MAP_ANONYMOUS | MmapFlags.MAP_FIXED;
    machine.calls().mmap(task.mm(), DATA, 0x8000, RW, flags, true);
    assertThat(machine.calls().setVmaName(task.mm(), DATA, "cache")).isZero();
    long stackFlags = VmFlags.READ | VmFlags.WRITE | VmFlags.GROWSDOWN | VmFlags.ACCOUNT | MAY;
    machine.calls().addVma(task.mm(), STACK, STACK + 0x5000, stackFlags, true);
    machine.touch(task, 0x40_0000, false);
    machine.touch(task, HEAP, true);
    machine.touch(task, DATA, true);
    machine.touch(task, DATA + 0x1000, true);
  }

  @Test
  void mapsNamesWhatLinuxNames() {
    assertThat(KernelText.simulated(files, "/proc/9/maps"))
        .isEqualTo(
            """
            00400000-00403000 r-xp 00000000 08:01 1                                  /file/1
            500000000000-500000004000 rw-p 00000000 00:00 0                          [heap]
            600000000000-600000008000 rw-p 00000000 00:00 0                          [anon:cache]
            700000000000-700000005000 rw-p 00000000 00:00 0                          [stack]
            """);
  }

  /// Resident are one page of code and three anonymous ones, in three page tables.
  @Test
  void statusAddsUpTheVmas() {
    assertThat(KernelText.lines(KernelText.simulated(files, "/proc/9/status")))
        .contains(
            "Name:\ta_rather_long_n",
            "State:\tR (running)",
            "Pid:\t9",
            "VmSize:\t      80 kB",
            "VmRSS:\t      16 kB",
            "RssAnon:\t      12 kB",
            "RssFile:\t       4 kB",
            "VmData:\t      48 kB",
            "VmStk:\t      20 kB",
            "VmLib:\t      12 kB",
            "VmPTE:\t      12 kB");
  }

  /// 20 pages, 4 resident, 1 of a file; data and stack are 4 + 8 + 5.
  @Test
  void statmAndStat() {
    assertThat(KernelText.simulated(files, "/proc/9/statm")).isEqualTo("20 4 1 0 0 17 0\n");
    String[] fields = KernelText.simulated(files, "/proc/9/stat").trim().split(" ", -1);
    assertThat(fields).hasSize(52);
    // proc(5) counts from 1: minflt is 10, vsize 23, rss 24, start_brk 47.
    assertThat(fields[1]).isEqualTo("(a_rather_long_n)");
    assertThat(fields[9]).isEqualTo("4");
    assertThat(fields[22]).isEqualTo("81920");
    assertThat(fields[23]).isEqualTo("4");
    assertThat(fields[46]).isEqualTo(Long.toString(HEAP));
  }

  @Test
  void onlyTheProcessThatRanLastRuns() {
    machine.run(machine.spawn(11, "other"));
    assertThat(KernelText.simulated(files, "/proc/9/status")).contains("State:\tS (sleeping)\n");
  }

  /// Page 0 is shared with the child, page 1 is not: the shares are one half and one.
  @Test
  void rollupSharesByKind() {
    Task child = machine.fork(task, 12);
    machine.touch(child, DATA + 0x1000, true);
    assertThat(KernelText.lines(KernelText.simulated(files, "/proc/9/smaps_rollup")))
        .startsWith(
            "00400000-700000005000 ---p 00000000 00:00 0" + " ".repeat(30) + "[rollup]",
            "Rss:                  16 kB")
        .contains(
            // Heap and page 0 halved, page 1 whole: 2 + 2 + 4.
            "Pss_Anon:              8 kB",
            "Pss_File:              4 kB",
            "Pss:                  12 kB",
            "Shared_Dirty:          8 kB",
            "Private_Dirty:         4 kB",
            "Private_Clean:         4 kB");
  }

  @Test
  void cgroupIsThePathInTheUnifiedTree() {
    machine.migrate(task, machine.cgroups().make("/web"));
    assertThat(KernelText.simulated(files, "/proc/9/cgroup")).isEqualTo("0::/web\n");
  }
}
