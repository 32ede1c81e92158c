package dev.thplab.sim;

import dev.thplab.sim.hw.PageWalkCache;
import dev.thplab.sim.hw.Tlb;
import dev.thplab.sim.mm.Cpu;
import dev.thplab.sim.mm.Invariants;
import dev.thplab.sim.mm.Kernel;
import dev.thplab.sim.mm.Mm;
import dev.thplab.sim.mm.SystemCalls;
import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.policy.OrderPolicy;
import dev.thplab.sim.policy.ThpSettings;
import dev.thplab.sim.proc.ThpSysfs;
import dev.thplab.sim.stats.Account;
import dev.thplab.sim.task.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A simulated Linux machine: one core, physical memory, processes and the mm between them.
///
/// Everything that happens is a call on it, and every call has the same effect each time: there is
/// no clock but the simulated one and no randomness. Not thread-safe.
public final class Machine {
  private final MachineConfig config;
  private final Kernel kernel;
  private final SystemCalls calls;
  private final Cpu cpu;
  private final ThpSysfs thpSysfs;
  private final List<Task> tasks = new ArrayList<>();

  /// Boots a machine.
  public Machine(MachineConfig config) {
    this.config = config;
    kernel =
        new Kernel(
            config.kernelProfile(),
            new PhysicalMemory(config.memoryBytes()),
            new ThpSettings(),
            config.cost(),
            new SimClock(),
            new Tlb(config.cpu()),
            new PageWalkCache(config.cpu()));
    calls = new SystemCalls(kernel);
    cpu = new Cpu(calls, config.cpu());
    thpSysfs = new ThpSysfs(kernel.thp());
  }

  private Machine(Machine other) {
    config = other.config;
    List<Account> originals = new ArrayList<>();
    List<Account> copies = new ArrayList<>();
    calls =
        new SystemCalls(
            other.calls,
            account -> {
              int i = originals.indexOf(account);
              if (i < 0) {
                i = originals.size();
                originals.add(account);
                copies.add(account.copy());
              }
              return copies.get(i);
            });
    kernel = calls.kernel();
    cpu = new Cpu(calls, config.cpu(), other.cpu);
    thpSysfs = new ThpSysfs(kernel.thp());
    for (Task task : other.tasks) {
      int i = originals.indexOf(task.account());
      Account account = i < 0 ? task.account().copy() : copies.get(i);
      tasks.add(new Task(task, account, mmCopy(task.mm())));
    }
  }

  /// The copy of an address space; a dead one, which nobody changes any more, stands for itself.
  private Mm mmCopy(Mm original) {
    for (Mm mm : kernel.mms()) {
      if (mm.id() == original.id()) {
        return mm;
      }
    }
    return original;
  }

  /// Returns an independent machine in the same state: what happens to one does not touch the
  /// other. Only the policy is shared.
  public Machine copy() {
    return new Machine(this);
  }

  public MachineConfig config() {
    return config;
  }

  public Kernel kernel() {
    return kernel;
  }

  /// The memory system calls.
  public SystemCalls calls() {
    return calls;
  }

  public Cpu cpu() {
    return cpu;
  }

  public SimClock clock() {
    return kernel.clock();
  }

  /// The files below /sys/kernel/mm/transparent_hugepage/.
  public ThpSysfs thpSysfs() {
    return thpSysfs;
  }

  /// Every process there ever was, by the order of their start.
  public List<Task> tasks() {
    return Collections.unmodifiableList(tasks);
  }

  /// Puts a policy in force for the whole machine; [OrderPolicy#KERNEL_DEFAULT] takes it away.
  public void attach(OrderPolicy policy) {
    kernel.setPolicy(policy);
  }

  /// Starts a process with an empty address space. `pid` must be unused; 0 takes the next free one.
  public Task spawn(int pid, String comm) {
    Account account = new Account(newPid(pid), 0, comm);
    return add(new Task(account, new Mm(kernel, account)));
  }

  /// fork(2): a child with a copy of the parent's address space.
  public Task fork(Task parent, int pid) {
    Account account = new Account(newPid(pid), parent.pid(), parent.comm());
    run(parent);
    return add(new Task(account, calls.fork(parent.mm(), account)));
  }

  /// vfork(2): a child that runs in the parent's address space until it calls exec or exits.
  public Task vfork(Task parent, int pid) {
    Account account = new Account(newPid(pid), parent.pid(), parent.comm());
    parent.mm().addUsers(1);
    return add(new Task(account, parent.mm()));
  }

  private Task add(Task task) {
    tasks.add(task);
    return task;
  }

  private int newPid(int wanted) {
    int highest = 0;
    for (Task task : tasks) {
      if (task.pid() == wanted) {
        throw new IllegalArgumentException("pid (%d) is in use".formatted(wanted));
      }
      highest = Math.max(highest, task.pid());
    }
    return wanted > 0 ? wanted : highest + 1;
  }

  /// execve(2): the process gets an empty address space with its heap at `startBrk`, and a new
  /// name.
  public void exec(Task task, String comm, long startBrk) {
    Mm old = task.mm();
    run(task);
    task.account().setComm(comm);
    task.setMm(calls.exec(old, task.account(), startBrk));
    leave(old);
  }

  /// exit(2): the process ends; with its last user the address space is torn down.
  public void exit(Task task) {
    if (!task.hasExited()) {
      run(task);
      task.markExited();
      leave(task.mm());
    }
  }

  private void leave(Mm mm) {
    if (mm.addUsers(-1) == 0) {
      calls.exit(mm);
    }
  }

  /// Returns what is wrong with the machine's books; empty when nothing is. See [Invariants].
  public List<String> violations() {
    return Invariants.violations(kernel);
  }

  /// Lets time pass up to `ns`, and khugepaged do what is due by then.
  public void advanceTo(long ns) {
    kernel.clock().advanceTo(ns);
    calls.khugepaged().runUntil(kernel.clock().nowNs());
  }

  /// Lets a process run: what happens next is charged to it.
  public void run(Task task) {
    kernel.setCurrent(task.account());
  }

  /// The process reads or writes one byte; returns the faults that took, or a negative error of
  /// [dev.thplab.sim.mm.FaultHandler].
  public int touch(Task task, long address, boolean write) {
    run(task);
    return cpu.access(task.mm(), address, write);
  }

  /// What the process just wrote to the page that holds `address` were zeros.
  public void noteZeros(Task task, long address) {
    cpu.noteZeros(task.mm(), address);
  }
}
