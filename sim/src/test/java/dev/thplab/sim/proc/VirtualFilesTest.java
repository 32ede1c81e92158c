package dev.thplab.sim.proc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.KernelProfile;
import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.mm.Advice;
import dev.thplab.sim.mm.MmapFlags;
import dev.thplab.sim.proc.FileResult.Names;
import dev.thplab.sim.proc.FileResult.Refused;
import dev.thplab.sim.proc.FileResult.Status;
import dev.thplab.sim.proc.FileResult.Text;
import dev.thplab.sim.proc.FileResult.Written;
import dev.thplab.sim.stats.VmEvent;
import dev.thplab.sim.task.Task;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Paths, directories, patterns and writes, as a shell on Linux sees them.
final class VirtualFilesTest {
  private static final String THP = "/sys/kernel/mm/transparent_hugepage/";

  private final Machine machine = new Machine(MachineConfig.ample());
  private final VirtualFiles files = new VirtualFiles(machine);

  @Test
  void listsDirectoriesInTheOrderOfLs() {
    machine.spawn(10, "b");
    machine.spawn(2, "a");
    assertThat(files.list("/")).isEqualTo(new Names(List.of("proc", "sys")));
    assertThat(files.list("/proc"))
        .isEqualTo(
            new Names(
                List.of(
                    "10",
                    "2",
                    "buddyinfo",
                    "meminfo",
                    "pagetypeinfo",
                    "pressure",
                    "sys",
                    "vmstat")));
    assertThat(files.list("/proc/2"))
        .isEqualTo(
            new Names(
                List.of(
                    "cgroup",
                    "cmdline",
                    "comm",
                    "maps",
                    "smaps",
                    "smaps_rollup",
                    "stat",
                    "statm",
                    "status")));
  }

  @Test
  void aProcessThatExitedHasNoFiles() {
    Task task = machine.spawn(5, "short");
    assertThat(files.exists("/proc/5/status")).isTrue();
    machine.exit(task);
    assertThat(files.exists("/proc/5")).isFalse();
    assertThat(files.read("/proc/5/status")).isEqualTo(new Refused(FileError.ENOENT));
  }

  @ParameterizedTest
  @CsvSource({
    "/proc/self/maps, ENOENT",
    "/proc/1, ENOENT",
    "'', EISDIR",
    "/proc, EISDIR",
    "/proc/, EISDIR",
    "/proc/vmstat/, ENOTDIR",
    "/proc/vmstat/x, ENOTDIR",
    "/proc/sys/vm/drop_caches, EACCES",
    "/sys/kernel/mm/transparent_hugepage/hugepages-8kB/enabled, ENOENT"
  })
  void readsOfOtherThingsFailAsOnLinux(String path, FileError error) {
    assertThat(files.read(path)).isEqualTo(new Refused(error));
    if (error != FileError.EACCES) {
      assertThat(files.write(path, "1\n")).isEqualTo(new Refused(error));
    }
  }

  @Test
  void listsNoFilesContents() {
    assertThat(files.list("/proc/vmstat")).isEqualTo(new Refused(FileError.ENOTDIR));
    assertThat(files.list("/dev")).isEqualTo(new Refused(FileError.ENOENT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/proc/./vmstat", "/proc//vmstat", "/sys/../proc/vmstat", "//proc/vmstat"})
  void resolvesPaths(String path) {
    assertThat(files.read(path)).isEqualTo(files.read("/proc/vmstat"));
    assertThat(files.exists(path)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "hugepages-*/enabled, 8",
    "hugepages-*/shmem_enabled, 9",
    "hugepages-?kB, 1",
    "hugepages-[0-9]kB, 1",
    "hugepages-[!8]*, 8",
    "hugepages-[9-0]*, 0",
    "[]h]ugepages-8kB, 1",
    "[hugepages-8kB, 0",
    "*/max_ptes_*, 3",
    "enabled, 1",
    "no_such_file, 0"
  })
  void globsMatchAsInAShell(String pattern, int count) {
    assertThat(files.glob(THP + pattern)).hasSize(count).isSorted().allMatch(files::exists);
  }

  @Test
  void settingsTakeEffect() {
    assertThat(files.write(THP + "enabled", "always\n")).isEqualTo(new Written());
    assertThat(files.read(THP + "enabled")).isEqualTo(new Text("[always] madvise never\n"));
    assertThat(machine.thpSysfs().value("enabled")).isEqualTo("always");
  }

  @ParameterizedTest
  @CsvSource({
    "enabled, inherit",
    "enabled, Always",
    "enabled, always never",
    "defrag, maybe",
    "hugepages-64kB/enabled, force",
    "use_zero_page, 2",
    "use_zero_page, yes",
    "khugepaged/max_ptes_none, 512",
    "khugepaged/max_ptes_none, -1",
    "khugepaged/pages_to_scan, 0",
    "khugepaged/pages_to_scan, 1k"
  })
  void wrongValuesAreInvalidAndChangeNothing(String path, String value) {
    FileResult before = files.read(THP + path);
    assertThat(files.write(THP + path, value + "\n")).isEqualTo(new Refused(FileError.EINVAL));
    assertThat(files.read(THP + path)).isEqualTo(before);
  }

  /// kstrtoul() takes a sign, leading zeros and one newline; kstrtobool() takes words.
  @ParameterizedTest
  @CsvSource({
    "khugepaged/max_ptes_none, +010, 10",
    "khugepaged/max_ptes_none, 000, 0",
    "shrink_underused, n, 0",
    "shrink_underused, off, 0",
    "shrink_underused, Y, 1"
  })
  void numbersAreReadAsTheKernelReadsThem(String path, String written, String read) {
    assertThat(files.write(THP + path, written + "\n")).isEqualTo(new Written());
    assertThat(files.read(THP + path)).isEqualTo(new Text(read + "\n"));
  }

  @Test
  void aSecondNewlineIsInvalidAndNothingIsNothing() {
    assertThat(files.write(THP + "enabled", "never\n\n")).isEqualTo(new Refused(FileError.EINVAL));
    assertThat(files.write(THP + "enabled", "")).isEqualTo(new Written());
    assertThat(machine.thpSysfs().value("enabled")).isEqualTo("madvise");
  }

  @ParameterizedTest
  @CsvSource({
    "/proc/vmstat, EIO",
    "/proc/pressure/memory, EINVAL",
    "/proc/3/smaps, EINVAL",
    "/sys/kernel/mm/transparent_hugepage/hpage_pmd_size, EACCES",
    "/sys/kernel/mm/transparent_hugepage/hugepages-64kB/stats/split, EACCES"
  })
  void filesWithoutAWriteMethodRefuse(String path, FileError error) {
    machine.spawn(3, "p");
    assertThat(files.write(path, "1\n")).isEqualTo(new Refused(error));
  }

  /// A huge page with one page given back waits for its split; the slab shrinkers do it.
  @Test
  void dropCachesRunsTheShrinkers() {
    long base = 0x2000_0000_0000L;
    machine.thpSysfs().write("enabled", "always");
    Task task = machine.spawn(4, "p");
    int prot = MmapFlags.PROT_READ | MmapFlags.PROT_WRITE;
    int flags = MmapFlags.MAP_PRIVATE | MmapFlags.MAP_ANONYMOUS | MmapFlags.MAP_FIXED;
    machine.calls().mmap(task.mm(), base, 2 << 20, prot, flags, true);
    for (long page = 0; page < 512; page++) {
      machine.touch(task, base + (page << 12), true);
    }
    machine.calls().madvise(task.mm(), base, 4096, Advice.DONTNEED);
    String path = "/proc/sys/vm/drop_caches";
    assertThat(files.write(path, "0\n")).isEqualTo(new Refused(FileError.EINVAL));
    assertThat(files.write(path, "x\n")).isEqualTo(new Refused(FileError.EINVAL));
    assertThat(files.write(path, "1\n")).isEqualTo(new Written());
    assertThat(machine.kernel().counters().get(VmEvent.THP_SPLIT_PAGE)).isZero();
    assertThat(files.write(path, "2\n")).isEqualTo(new Written());
    assertThat(machine.kernel().counters().get(VmEvent.THP_SPLIT_PAGE)).isOne();
    assertThat(files.read(THP + "hugepages-2048kB/stats/split")).isEqualTo(new Text("1\n"));
  }

  @Test
  void aLaterKernelHasMoreCounters() {
    VirtualFiles later =
        new VirtualFiles(
            new Machine(MachineConfig.ample().withKernelProfile(KernelProfile.LINUX_7_2)));
    assertThat(later.glob(THP + "hugepages-64kB/stats/collapse_*")).hasSize(5);
    assertThat(files.glob(THP + "hugepages-64kB/stats/collapse_*")).isEmpty();
  }

  /// The modes, sizes and errors below are those of Linux 6.18: `ls -l`, and what bash and mkdir
  /// say.
  @ParameterizedTest
  @CsvSource({
    "/proc/vmstat, 444, 0",
    "/proc/pagetypeinfo, 400, 0",
    "/proc/pressure/memory, 666, 0",
    "/proc/sys/vm/drop_caches, 200, 0",
    "/proc/7/comm, 644, 0",
    "/proc/7/smaps, 444, 0",
    "/sys/kernel/mm/transparent_hugepage/enabled, 644, 4096",
    "/sys/kernel/mm/transparent_hugepage/hpage_pmd_size, 444, 4096",
    "/sys/kernel/mm/transparent_hugepage/hugepages-64kB/shmem_enabled, 644, 4096",
    "/sys/fs/cgroup/web/cgroup.procs, 644, 0",
    "/sys/fs/cgroup/web/cgroup.events, 444, 0",
    "/sys/fs/cgroup/web/memory.pressure, 644, 0"
  })
  void filesHaveTheModesAndSizesOfLinux(String path, String mode, long sizeBytes) {
    machine.spawn(7, "x");
    machine.cgroups().make("/web");
    assertThat(files.status(path))
        .isEqualTo(new Status(false, Integer.parseInt(mode, 8), 1, sizeBytes));
  }

  @ParameterizedTest
  @CsvSource({
    "/, 755, 4",
    "/proc, 555, 4",
    "/proc/pressure, 555, 2",
    "/sys, 555, 4",
    "/sys/kernel/mm/transparent_hugepage/hugepages-64kB, 755, 3",
    "/sys/fs/cgroup, 555, 2"
  })
  void directoriesCountTheDirectoriesInThem(String path, String mode, int links) {
    assertThat(files.status(path)).isEqualTo(new Status(true, Integer.parseInt(mode, 8), links, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "/proc/foo, ENOENT",
    "/proc/pressure/foo, ENOENT",
    "/sys/foo, EACCES",
    "/sys/kernel/mm/transparent_hugepage/hpage_pmd_size, EACCES",
    "/sys/kernel/mm/transparent_hugepage/nodir/x, ENOENT",
    "/sys/fs/cgroup/foo, EACCES",
    "/sys, EISDIR",
    "/proc/vmstat/x, ENOTDIR"
  })
  void openRefusesToMakeFiles(String path, FileError error) {
    assertThat(files.openToWrite(path)).isEqualTo(error);
  }

  @Test
  void openLetsProcFilesBeOpenedThatRefuseWrites() {
    assertThat(files.openToWrite("/proc/vmstat")).isNull();
    assertThat(files.write("/proc/vmstat", "1")).isEqualTo(new Refused(FileError.EIO));
  }

  @ParameterizedTest
  @CsvSource({
    "/proc/foo, ENOENT",
    "/sys/foo, EPERM",
    "/sys, EEXIST",
    "/sys/fs/cgroup/a/b, ENOENT",
    "/sys/fs/cgroup/cgroup.procs, EEXIST",
    "/sys/fs/cgroup/cgroup.procs/x, ENOTDIR"
  })
  void directoriesCannotBeMadeJustAnywhere(String path, FileError error) {
    assertThat(files.makeDirectory(path)).isEqualTo(new Refused(error));
  }

  @Test
  void aNewDirectoryBelowTheCgroupsIsACgroup() {
    assertThat(files.makeDirectory("/sys/fs/cgroup/web")).isEqualTo(new Written());
    assertThat(files.makeDirectory("/sys/fs/cgroup/web/")).isEqualTo(new Refused(FileError.EEXIST));
    assertThat(machine.cgroups().find("/web")).isNotNull();
    assertThat(files.list("/sys/fs/cgroup/web"))
        .isEqualTo(
            new Names(List.of("cgroup.events", "cgroup.procs", "cgroup.type", "memory.pressure")));
  }

  @Test
  void aPidInCgroupProcsMovesTheProcess() {
    Task task = machine.spawn(7, "x");
    files.makeDirectory("/sys/fs/cgroup/web");
    String procs = "/sys/fs/cgroup/web/cgroup.procs";
    assertThat(files.read("/sys/fs/cgroup/web/cgroup.events"))
        .isEqualTo(new Text("populated 0\nfrozen 0\n"));
    assertThat(files.write(procs, " 7 \n")).isEqualTo(new Written());
    assertThat(task.mm().cgroup().path()).isEqualTo("/web");
    assertThat(files.read(procs)).isEqualTo(new Text("7\n"));
    assertThat(files.read("/sys/fs/cgroup/cgroup.procs")).isEqualTo(new Text(""));
    assertThat(files.read("/sys/fs/cgroup/web/cgroup.events"))
        .isEqualTo(new Text("populated 1\nfrozen 0\n"));
    machine.exit(task);
    assertThat(files.read(procs)).isEqualTo(new Text(""));
  }

  @ParameterizedTest
  @CsvSource({"abc, EINVAL", "1x, EINVAL", "-1, EINVAL", "4294967296, EINVAL", "9999, ESRCH"})
  void cgroupProcsTakesPidsOfLivingProcesses(String text, FileError error) {
    assertThat(files.write("/sys/fs/cgroup/cgroup.procs", text)).isEqualTo(new Refused(error));
  }

  @Test
  void filesOfACgroupThatOnlyTellRefuseEachWrite() {
    machine.cgroups().make("/web");
    assertThat(files.write("/sys/fs/cgroup/web/cgroup.events", "1"))
        .isEqualTo(new Refused(FileError.EINVAL));
  }
}
