package dev.thplab.sim;

import dev.thplab.sim.hw.PageWalkCache;
import dev.thplab.sim.hw.Tlb;
import dev.thplab.sim.mm.Cpu;
import dev.thplab.sim.mm.Errno;
import dev.thplab.sim.mm.Invariants;
import dev.thplab.sim.mm.Kernel;
import dev.thplab.sim.mm.Mm;
import dev.thplab.sim.mm.SystemCalls;
import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.policy.AttachRequest;
import dev.thplab.sim.policy.Attachment;
import dev.thplab.sim.policy.Attachments;
import dev.thplab.sim.policy.DecisionListener;
import dev.thplab.sim.policy.OrderPolicy;
import dev.thplab.sim.policy.ProcessPolicies;
import dev.thplab.sim.policy.Scope;
import dev.thplab.sim.policy.ThpSettings;
import dev.thplab.sim.proc.ThpSysfs;
import dev.thplab.sim.stats.Account;
import dev.thplab.sim.task.Cgroup;
import dev.thplab.sim.task.Cgroups;
import dev.thplab.sim.task.Task;
import dev.thplab.sim.task.TaskListener;
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
  private final Attachments attachments;
  private final List<Task> tasks = new ArrayList<>();
  private TaskListener taskListener;

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
    attachments = new Attachments(kernel.mms());
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
    attachments = new Attachments(other.attachments, kernel.mms());
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
  /// other. Policies go along as [OrderPolicy#copy] says.
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

  /// The tree of memory cgroups.
  public Cgroups cgroups() {
    return kernel.cgroups();
  }

  /// The policies that are attached, and whom they cover.
  public Attachments attachments() {
    return attachments;
  }

  /// Attaches an acting policy for the whole machine; returns as [#attach(AttachRequest)].
  public int attach(OrderPolicy policy) {
    return attach(AttachRequest.of("policy", Scope.GLOBAL, policy));
  }

  /// Attaches a policy and returns the number of its link, or a negated [Errno]: `ESRCH` if there
  /// is no such process, `ENOENT` if there is no such cgroup, `EBUSY` if the scope has a policy or
  /// the global one forbids others, `EPERM` if the one above allows no override. A shadow is in
  /// nobody's way but another shadow's of the same scope.
  public int attach(AttachRequest request) {
    Mm target = null;
    if (request.scope() instanceof Scope.Pid process) {
      Task task = liveTask(process.pid());
      if (task == null) {
        return -Errno.ESRCH;
      }
      target = task.mm();
    }
    if (request.scope() instanceof Scope.CgroupTree tree && cgroups().find(tree.path()) == null) {
      return -Errno.ENOENT;
    }
    return attachments.attach(request, target, clock().nowNs());
  }

  /// Puts a policy in the place of the one behind `link`, for every process that it has; counts go
  /// on, and it takes over what the old one remembers ([OrderPolicy#succeed]). Returns 0 or a
  /// negated [Errno]: `ENOENT` if nothing is attached, `EINVAL` if the scope is another, or a
  /// shadow would act or the other way round. Two processes are one scope: the new policy has the
  /// address spaces of the old one, whatever process it names (`bpf_thp_update` of v12).
  public int update(int link, AttachRequest request) {
    return attachments.update(link, request, clock().nowNs());
  }

  /// Updates as [#update(int, AttachRequest)] with a policy made for `scope`; its name and mode are
  /// those of the old one.
  public int update(int link, Scope scope, OrderPolicy policy) {
    Attachment old = attachments.find(link);
    return old == null
        ? -Errno.ENOENT
        : update(
            link, new AttachRequest(old.name(), scope, old.mode(), old.allowsOverride(), policy));
  }

  /// Closes a link: its policy decides for nobody any more, and dormant ones act again. Returns 0,
  /// or `-ENOENT` if nothing is attached.
  public int detach(int link) {
    return attachments.detach(link, clock().nowNs());
  }

  /// The policies that cover a process.
  public ProcessPolicies policiesOf(Task task) {
    return attachments.of(task.mm());
  }

  /// Moves a process to another cgroup. The memory cgroup of an address space is that of the
  /// process it belongs to, and what is resident goes along; it stays as it is.
  public void migrate(Task task, Cgroup cgroup) {
    cgroups().addProcesses(task.cgroup(), -1);
    cgroups().addProcesses(cgroup, 1);
    task.setCgroup(cgroup);
    if (task.mm().owner() == task.account()) {
      task.mm().setCgroup(cgroup);
      attachments.bind(task.mm());
    }
  }

  /// Removes a cgroup, and with it the policies that are attached to it (`cgroup_rmdir()`,
  /// `bpf_cgroup_link_auto_detach()`). Returns 0, or a negated [Errno]: `ENOENT` if there is none
  /// at `path`, `EBUSY` if it is the root or a process or a cgroup is in it.
  public int removeCgroup(String path) {
    Cgroup cgroup = cgroups().find(path);
    if (cgroup == null) {
      return -Errno.ENOENT;
    }
    if (cgroups().isBusy(cgroup)) {
      return -Errno.EBUSY;
    }
    Scope scope = new Scope.CgroupTree(path);
    for (Attachment attachment : attachments.all()) {
      if (attachment.scope().equals(scope)) {
        detach(attachment.link());
      }
    }
    cgroups().remove(cgroup);
    return 0;
  }

  private Task liveTask(int pid) {
    for (Task task : tasks) {
      if (task.pid() == pid && !task.hasExited()) {
        return task;
      }
    }
    return null;
  }

  /// Tells `listener` of each process from now on; null tells nobody. Copies of the machine tell
  /// nobody.
  public void tellOfTasks(TaskListener listener) {
    taskListener = listener;
  }

  private Task started(Task task) {
    if (taskListener != null) {
      taskListener.started(task);
    }
    return task;
  }

  /// Tells `listener` of every decision about orders from now on; null tells nobody.
  public void explainTo(DecisionListener listener) {
    kernel.explainTo(listener);
  }

  /// Starts a process with an empty address space. `pid` must be unused; 0 takes the next free one.
  public Task spawn(int pid, String comm) {
    Account account = new Account(newPid(pid), 0, comm);
    Mm mm = new Mm(kernel, account);
    return started(add(new Task(account, mm, cgroups().root()), mm));
  }

  /// fork(2): a child with a copy of the parent's address space.
  public Task fork(Task parent, int pid) {
    Account account = new Account(newPid(pid), parent.pid(), parent.comm());
    run(parent);
    Mm mm = calls.fork(parent.mm(), account);
    Task child = add(new Task(account, mm, parent.cgroup()), parent.mm());
    tellOfFork(parent, child);
    calls.khugepaged().reconsider(mm);
    return started(child);
  }

  /// vfork(2): a child that runs in the parent's address space until it calls exec or exits.
  public Task vfork(Task parent, int pid) {
    Account account = new Account(newPid(pid), parent.pid(), parent.comm());
    parent.mm().addUsers(1);
    Task task = new Task(account, parent.mm(), parent.cgroup());
    addTask(task);
    tellOfFork(parent, task);
    return started(task);
  }

  private void tellOfFork(Task parent, Task child) {
    policyOf(parent).forked(parent.pid(), child.pid(), clock().nowNs());
  }

  private static OrderPolicy policyOf(Task task) {
    OrderPolicy policy = task.mm().policy();
    return policy == null ? OrderPolicy.KERNEL_DEFAULT : policy;
  }

  /// Adds a process with an address space of its own, made out of `origin`.
  private Task add(Task task, Mm origin) {
    addTask(task);
    task.mm().inheritPolicies(origin);
    settle(task);
    return task;
  }

  private void addTask(Task task) {
    tasks.add(task);
    cgroups().addProcesses(task.cgroup(), 1);
  }

  /// Gives a new address space the cgroup of its process, and lets the policies that cover it
  /// decide.
  private void settle(Task task) {
    task.mm().setCgroup(task.cgroup());
    attachments.bind(task.mm());
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
  /// name. Policies of process scope go along; a parent that waits in vfork loses its own by that,
  /// as in v10 to v12 of the BPF THP series.
  public void exec(Task task, String comm, long startBrk) {
    Mm old = task.mm();
    run(task);
    task.account().setComm(comm);
    task.setMm(calls.exec(old, task.account(), startBrk));
    task.mm().retainPolicies(old);
    settle(task);
    attachments.bind(old);
    if (taskListener != null) {
      taskListener.executed(task);
    }
    leave(old);
  }

  /// exit(2): the process ends; with its last user the address space is torn down.
  public void exit(Task task) {
    if (!task.hasExited()) {
      run(task);
      policyOf(task).exited(task.pid(), clock().nowNs());
      task.markExited();
      cgroups().addProcesses(task.cgroup(), -1);
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
