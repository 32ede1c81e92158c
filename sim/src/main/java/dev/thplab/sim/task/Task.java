package dev.thplab.sim.task;

import dev.thplab.sim.mm.Mm;
import dev.thplab.sim.stats.Account;

/// A process of the simulated machine.
public final class Task {
  private final Account account;
  private Mm mm;
  private Cgroup cgroup;
  private boolean exited;

  /// Makes a process that runs in `mm` and is in `cgroup`.
  public Task(Account account, Mm mm, Cgroup cgroup) {
    this.account = account;
    this.mm = mm;
    this.cgroup = cgroup;
  }

  /// Makes a copy of a process for a copy of its machine.
  public Task(Task other, Account account, Mm mm) {
    this(account, mm, other.cgroup);
    exited = other.exited;
  }

  public int pid() {
    return account.pid();
  }

  /// Name of the program that runs.
  public String comm() {
    return account.comm();
  }

  /// What the process has cost so far.
  public Account account() {
    return account;
  }

  /// The address space; after exit the one that was.
  public Mm mm() {
    return mm;
  }

  /// Moves the process into another address space.
  public void setMm(Mm mm) {
    this.mm = mm;
  }

  /// The memory cgroup it is in.
  public Cgroup cgroup() {
    return cgroup;
  }

  public void setCgroup(Cgroup cgroup) {
    this.cgroup = cgroup;
  }

  public boolean hasExited() {
    return exited;
  }

  public void markExited() {
    exited = true;
  }
}
