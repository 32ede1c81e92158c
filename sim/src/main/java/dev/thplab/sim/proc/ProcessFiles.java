package dev.thplab.sim.proc;

import dev.thplab.sim.Machine;
import dev.thplab.sim.mm.Mm;
import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.stats.VmEvent;
import dev.thplab.sim.task.Task;
import java.util.Map;
import java.util.function.Supplier;

/// The files of one process below /proc/PID. A process that exited has none: it was waited for.
final class ProcessFiles {
  /// `TASK_COMM_LEN` without the final NUL.
  private static final int MAX_COMM = 15;

  private final Machine machine;
  private final Task task;

  ProcessFiles(Machine machine, Task task) {
    this.machine = machine;
    this.task = task;
  }

  void addTo(Map<String, VirtualFile> files) {
    add(files, "cgroup", () -> "0::%s\n".formatted(task.cgroup()));
    add(files, "cmdline", () -> comm() + "\0");
    files.put(path("comm"), file(() -> comm() + "\n").withMode(0644));
    add(files, "maps", () -> smaps().maps());
    add(files, "smaps", () -> smaps().smaps());
    add(files, "smaps_rollup", () -> smaps().rollup());
    add(files, "stat", this::stat);
    add(files, "statm", this::statm);
    add(files, "status", this::status);
  }

  private void add(Map<String, VirtualFile> files, String name, Supplier<String> text) {
    files.put(path(name), file(text));
  }

  private String path(String name) {
    return "/proc/%d/%s".formatted(task.pid(), name);
  }

  /// A file without a write method (`vfs_write`).
  private static VirtualFile file(Supplier<String> text) {
    return VirtualFile.readOnly(text, FileError.EINVAL);
  }

  private String comm() {
    String comm = task.comm();
    return comm.length() > MAX_COMM ? comm.substring(0, MAX_COMM) : comm;
  }

  private Smaps smaps() {
    return new Smaps(machine.calls(), task.mm());
  }

  private boolean isRunning() {
    return machine.kernel().current() == task.account();
  }

  private long filePages() {
    return smaps().use().residentFile() >> PhysicalMemory.PAGE_SHIFT;
  }

  private String status() {
    return StatusText.of(task, comm(), isRunning(), filePages(), AddressSpaceSizes.of(task.mm()));
  }

  /// `proc_pid_statm()`: size, resident, shared, text, 0, data, 0 in pages.
  private String statm() {
    AddressSpaceSizes sizes = AddressSpaceSizes.of(task.mm());
    Mm mm = task.mm();
    long shared = filePages() + mm.shmemPages();
    return "%d %d %d 0 0 %d 0\n"
        .formatted(sizes.total(), mm.anonPages() + shared, shared, sizes.data() + sizes.stack());
  }

  /// `do_task_stat()`: 52 fields, of which the machine knows pid, comm, state, ppid, minflt, vsize,
  /// rss and start_brk. A process leads its own group and session.
  private String stat() {
    Mm mm = task.mm();
    long rss = mm.anonPages() + mm.shmemPages() + filePages();
    long vsize = AddressSpaceSizes.of(mm).total() << PhysicalMemory.PAGE_SHIFT;
    return "%1$d (%2$s) %3$s %4$d %1$d %1$d 0 -1 0 %5$d 0 0 0 0 0 0 0 20 0 1 0 0 %6$d %7$d "
            .formatted(
                task.pid(),
                comm(),
                isRunning() ? "R" : "S",
                task.account().ppid(),
                task.account().counters().get(VmEvent.PGFAULT),
                vsize,
                rss)
        + "18446744073709551615 0 0 0 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0 0 0 %d 0 0 0 0 0\n"
            .formatted(mm.startBrk());
  }
}
