package dev.thplab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.mm.Advice;
import dev.thplab.sim.mm.MmapFlags;
import dev.thplab.sim.mm.PageWalk;
import dev.thplab.sim.mm.ScanResult;
import dev.thplab.sim.stats.MthpStat;
import dev.thplab.sim.stats.VmEvent;
import dev.thplab.sim.task.Task;

/// One process on a machine of some profile, with 8 MiB of anonymous memory from a 1 GiB boundary
/// on. Pages are numbered from there; 512 of them are a range of 2 MiB.
final class ProfiledProcess {
  static final long BASE = 0x2000_0000_0000L;
  static final int RANGE = 512;
  private static final int NR_PAGES = 4 * RANGE;

  final Machine machine;
  private final Task task;

  /// Starts the process with huge pages of every size off.
  ProfiledProcess(KernelProfile profile) {
    machine = new Machine(MachineConfig.ample().withKernelProfile(profile));
    task = machine.spawn(0, "test");
    set("enabled", "never");
    map(0, NR_PAGES);
  }

  private ProfiledProcess(Machine machine, Task task) {
    this.machine = machine;
    this.task = task;
  }

  private static long address(long page) {
    return BASE + (page << 12);
  }

  void set(String path, String value) {
    machine.thpSysfs().write(path, value);
  }

  void map(long page, long count) {
    int flags = MmapFlags.MAP_PRIVATE | MmapFlags.MAP_FIXED;
    int prot = MmapFlags.PROT_READ | MmapFlags.PROT_WRITE;
    long mapped = machine.calls().mmap(task.mm(), address(page), count << 12, prot, flags, true);
    assertThat(mapped).isEqualTo(address(page));
  }

  void unmap(long page, long count) {
    assertThat(machine.calls().munmap(task.mm(), address(page), count << 12)).isZero();
  }

  void protectFromWrites(long page, long count) {
    long result =
        machine.calls().mprotect(task.mm(), address(page), count << 12, MmapFlags.PROT_READ);
    assertThat(result).isZero();
  }

  void write(long page, long count) {
    touch(page, count, true);
  }

  void read(long page) {
    touch(page, 1, false);
  }

  private void touch(long page, long count, boolean write) {
    for (long i = page; i < page + count; i++) {
      assertThat(machine.touch(task, address(i), write)).isNotNegative();
    }
  }

  /// madvise(2) on `count` pages; returns 0 or a negated errno.
  long advise(Advice advice, long page, long count) {
    machine.run(task);
    return machine.calls().madvise(task.mm(), address(page), count << 12, advice);
  }

  ProfiledProcess fork() {
    return new ProfiledProcess(machine, machine.fork(task, 0));
  }

  void exit() {
    machine.exit(task);
  }

  /// Registers the process with khugepaged, as MADV_HUGEPAGE does, and lets it walk its list once.
  void khugepaged() {
    assertThat(advise(Advice.HUGEPAGE, 0, NR_PAGES)).isZero();
    machine.calls().khugepaged().runFullScans(1);
  }

  /// Times khugepaged's look at a range ended like this.
  long looks(ScanResult result) {
    return machine.calls().khugepaged().count(result);
  }

  /// What a page is and the order of its folio: `anon 4`.
  String page(long page) {
    PageWalk walk = machine.calls().walk(task.mm()).at(address(page));
    return walk.kind() == PageWalk.Kind.ANON
        ? walk.kind().label() + " " + walk.order()
        : walk.kind().label();
  }

  /// Resident pages.
  long rss() {
    return task.mm().anonPages();
  }

  long count(VmEvent event) {
    return machine.kernel().counters().get(event);
  }

  long count(int order, MthpStat stat) {
    return machine.kernel().counters().get(order, stat);
  }
}
