package dev.thplab.sim.stats;

/// The process that faults and events are charged to, and by which name it is known.
public final class Account {
  private final int pid;
  private final int ppid;
  private String comm;
  private final Counters counters;
  private final FaultStats faults;
  private final TlbStats tlb;

  /// Makes the account of a new process; `ppid` is 0 when nobody forked it.
  public Account(int pid, int ppid, String comm) {
    this(pid, ppid, comm, new Counters(), new FaultStats(), new TlbStats());
  }

  private Account(
      int pid, int ppid, String comm, Counters counters, FaultStats faults, TlbStats tlb) {
    this.pid = pid;
    this.ppid = ppid;
    this.comm = comm;
    this.counters = counters;
    this.faults = faults;
    this.tlb = tlb;
  }

  public int pid() {
    return pid;
  }

  public int ppid() {
    return ppid;
  }

  /// Name of the program that runs (`task->comm`).
  public String comm() {
    return comm;
  }

  /// Renames the process, as exec does.
  public void setComm(String comm) {
    this.comm = comm;
  }

  /// Events the process caused.
  public Counters counters() {
    return counters;
  }

  /// Faults the process took.
  public FaultStats faults() {
    return faults;
  }

  /// Translations of the process's accesses.
  public TlbStats tlb() {
    return tlb;
  }

  /// Returns an independent copy.
  public Account copy() {
    return new Account(pid, ppid, comm, counters.copy(), faults.copy(), tlb.copy());
  }
}
