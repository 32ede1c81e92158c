package dev.thplab.sim.proc;

import dev.thplab.sim.mm.Mm;
import dev.thplab.sim.mm.ThpDisable;
import dev.thplab.sim.task.Task;

/// The text of /proc/PID/status (`proc_pid_status` of fs/proc/array.c): a process of root with one
/// thread and no signals. Peaks are not kept; they show the current value.
final class StatusText {
  private static final int KB_PER_PAGE = 4;

  /// Of 1024 nodes, the first.
  private static final String MEMS_ALLOWED = "00000000,".repeat(31) + "00000001";

  private StatusText() {}

  static String of(
      Task task, String comm, boolean running, long filePages, AddressSpaceSizes sizes) {
    return identity(task, comm, running) + memory(task.mm(), filePages, sizes) + rest(task.mm());
  }

  private static String identity(Task task, String comm, boolean running) {
    return """
    Name:\t%1$s
    Umask:\t0022
    State:\t%2$s
    Tgid:\t%3$d
    Ngid:\t0
    Pid:\t%3$d
    PPid:\t%4$d
    TracerPid:\t0
    Uid:\t0\t0\t0\t0
    Gid:\t0\t0\t0\t0
    FDSize:\t0
    Groups:\t\s
    NStgid:\t%3$d
    NSpid:\t%3$d
    NSpgid:\t%3$d
    NSsid:\t%3$d
    Kthread:\t0
    """
        .formatted(
            comm, running ? "R (running)" : "S (sleeping)", task.pid(), task.account().ppid());
  }

  /// `task_mem()`. The machine cannot tell the program's code from its libraries', so all of it is
  /// `VmLib`.
  private static String memory(Mm mm, long filePages, AddressSpaceSizes sizes) {
    long rss = mm.anonPages() + mm.shmemPages() + filePages;
    return line("VmPeak", sizes.total())
        + line("VmSize", sizes.total())
        + line("VmLck", sizes.locked())
        + line("VmPin", 0)
        + line("VmHWM", rss)
        + line("VmRSS", rss)
        + line("RssAnon", mm.anonPages())
        + line("RssFile", filePages)
        + line("RssShmem", mm.shmemPages())
        + line("VmData", sizes.data())
        + line("VmStk", sizes.stack())
        + line("VmExe", 0)
        + line("VmLib", sizes.exec())
        + line("VmPTE", mm.nrPageTables())
        + line("VmSwap", 0)
        + line("HugetlbPages", 0);
  }

  private static String line(String name, long pages) {
    return "%s:\t%8d kB\n".formatted(name, pages * KB_PER_PAGE);
  }

  private static String rest(Mm mm) {
    return """
    CoreDumping:\t0
    THP_enabled:\t%d
    untag_mask:\t0xffffffffffffffff
    Threads:\t1
    SigQ:\t0/0
    SigPnd:\t0000000000000000
    ShdPnd:\t0000000000000000
    SigBlk:\t0000000000000000
    SigIgn:\t0000000000000000
    SigCgt:\t0000000000000000
    CapInh:\t0000000000000000
    CapPrm:\t0000000000000000
    CapEff:\t0000000000000000
    CapBnd:\t0000000000000000
    CapAmb:\t0000000000000000
    NoNewPrivs:\t0
    Seccomp:\t0
    Seccomp_filters:\t0
    Speculation_Store_Bypass:\tnot vulnerable
    SpeculationIndirectBranch:\tnot affected
    Cpus_allowed:\t1
    Cpus_allowed_list:\t0
    Mems_allowed:\t%s
    Mems_allowed_list:\t0
    voluntary_ctxt_switches:\t0
    nonvoluntary_ctxt_switches:\t0
    """
        .formatted(mm.thpDisable() == ThpDisable.COMPLETELY ? 0 : 1, MEMS_ALLOWED);
  }
}
