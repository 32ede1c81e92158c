package dev.thplab.sim.workload;

import dev.thplab.sim.InvariantCheck;
import dev.thplab.sim.Machine;
import dev.thplab.sim.mm.Advice;
import dev.thplab.sim.mm.FaultHandler;
import dev.thplab.sim.mm.MmapFlags;
import dev.thplab.sim.mm.ThpDisable;
import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.stats.TlbStats;
import dev.thplab.sim.task.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/// Runs a recorded or generated program on a machine: its system calls as they were, each recorded
/// first touch of a page as an access that may or may not fault there, and each generated access.
///
/// Recorded programs bring the time with them. A generated one takes the time of its accesses, of
/// the translations and faults among them, and of its computing; system calls take none.
///
/// Processes keep the pids of the trace where the machine has them free. A process ends with its
/// last thread. What the kernel writes just before an exec event belongs to the new program, whose
/// loader clears the end of its data (`padzero`), and is replayed there.
public final class Replay {
  private static final int PR_SET_THP_DISABLE = 41;
  private static final long NS_PER_MS = 1_000_000;
  private static final int PROGRESS_STEP = 4096;

  private final Machine machine;
  private final EventSource source;
  private final InvariantCheck check;
  private final List<TraceProcess> processes = new ArrayList<>();
  private final long startNs;
  private final AccessTime accessTime;
  private final OperationLog operations;
  private TraceProcess current;
  private TraceProcess lastThreadMaker;
  private EventStream stream;
  private TraceEvent upcoming;
  private long done;

  /// Accesses of the present event that were made before it paused.
  private int accessesMade;

  private boolean finished;
  private long traceNs;
  private long faultsTaken;
  private long forbiddenAccesses;

  /// What the replay knows of a process of the trace.
  private static final class TraceProcess {
    final int tracePid;
    final Task task;
    int threads = 1;

    /// Faults from the kernel that wait until it is known whether an exec follows.
    final List<TraceEvent.Faults> held = new ArrayList<>();

    /// When the operations that are not over began, by name.
    final SequencedMap<String, Long> operationStartsNs = new LinkedHashMap<>();

    TraceProcess(int tracePid, Task task) {
      this.tracePid = tracePid;
      this.task = task;
    }
  }

  /// Prepares to run `source` on `machine`, from its present time on.
  public Replay(Machine machine, EventSource source) {
    this(machine, source, InvariantCheck.OFF);
  }

  /// Prepares to run `source` on `machine`, whose books are recounted after every so many events
  /// and at the end.
  public Replay(Machine machine, EventSource source, InvariantCheck check) {
    this.machine = machine;
    this.source = source;
    this.check = check;
    startNs = machine.clock().nowNs();
    accessTime = new AccessTime(machine.config().cpu());
    operations = new OperationLog();
    stream = source.open();
  }

  private Replay(Replay other, Machine machine) {
    this.machine = machine;
    source = other.source;
    check = other.check;
    accessTime = new AccessTime(other.accessTime);
    operations = other.operations.copy();
    startNs = other.startNs;
    done = other.done;
    accessesMade = other.accessesMade;
    finished = other.finished;
    traceNs = other.traceNs;
    faultsTaken = other.faultsTaken;
    forbiddenAccesses = other.forbiddenAccesses;
    for (TraceProcess process : other.processes) {
      TraceProcess copy = new TraceProcess(process.tracePid, task(machine, process.task.pid()));
      copy.threads = process.threads;
      copy.held.addAll(process.held);
      copy.operationStartsNs.putAll(process.operationStartsNs);
      processes.add(copy);
    }
    current = other.current == null ? null : processes.get(other.processes.indexOf(other.current));
    lastThreadMaker =
        other.lastThreadMaker == null
            ? null
            : processes.get(other.processes.indexOf(other.lastThreadMaker));
  }

  private static Task task(Machine machine, int pid) {
    for (Task task : machine.tasks()) {
      if (task.pid() == pid) {
        return task;
      }
    }
    throw new IllegalArgumentException("the machine has no process " + pid);
  }

  /// The same replay, as far as it has come, on a copy of its machine.
  public Replay on(Machine copy) {
    return new Replay(this, copy);
  }

  /// Runs it all; `progress` is told now and then how many steps of [EventSource#length] are done.
  ///
  /// @throws OutOfMemory if a fault finds no free base page
  /// @throws ReplayException if the trace cannot have happened
  /// @throws dev.thplab.sim.InvariantViolation if a recount finds a mistake
  public void run(LongConsumer progress) {
    runWhile(_ -> true, progress);
  }

  /// Runs it as [#run] does, as far as `goesOn` says: it is asked before each event, and once more
  /// at the end, where [#next] is null.
  public void runWhile(Predicate<Replay> goesOn, LongConsumer progress) {
    while (goesOn.test(this) && step()) {
      if (done % PROGRESS_STEP == 0) {
        progress.accept(stream().position());
      }
    }
    progress.accept(stream().position());
  }

  /// Runs the next event and returns whether there was one. The call that finds none lets go of
  /// what was held back for it.
  ///
  /// @throws OutOfMemory if a fault finds no free base page
  /// @throws ReplayException if the trace cannot have happened
  /// @throws dev.thplab.sim.InvariantViolation if a recount finds a mistake
  public boolean step() {
    return step(() -> false, Long.MAX_VALUE);
  }

  /// Runs the next event as [#step()] does, but pauses between two accesses of one event when
  /// `paused` says so after an access; the next call goes on there. While the program sleeps, the
  /// machine's time passes to `untilNs` at most, when something else may happen on it; the rest
  /// passes before the next event.
  public boolean step(BooleanSupplier paused, long untilNs) {
    wakeUp();
    TraceEvent event = next();
    if (event == null) {
      finish();
      return false;
    }
    checkPossible(event);
    if (!hold(event)) {
      execute(event, paused, untilNs);
      if (accessesMade > 0) {
        return true;
      }
    }
    upcoming = null;
    done++;
    if (check.isDue(done)) {
      InvariantCheck.run(machine, "event %d, %s".formatted(done, source.place(done - 1)));
    }
    return true;
  }

  /// Lets the time pass that the program has slept.
  private void wakeUp() {
    if (timeNs() > machine.clock().nowNs()) {
      machine.advanceTo(timeNs());
    }
  }

  /// The events from the next one on. A copy skips those that the original has run when it is first
  /// asked for one.
  private EventStream stream() {
    if (stream == null) {
      stream = source.open();
      for (long i = 0; i < done; i++) {
        stream.next();
      }
    }
    return stream;
  }

  private void finish() {
    if (finished) {
      return;
    }
    finished = true;
    processes.forEach(this::release);
    if (check.isDueAtEnd()) {
      InvariantCheck.run(machine, "the end of the run");
    }
  }

  /// The event that [#step] runs next, or null at the end.
  public TraceEvent next() {
    if (upcoming == null) {
      upcoming = stream().next();
    }
    return upcoming;
  }

  /// The process that the next event is about unless that switches to another; null before the
  /// first.
  public Task running() {
    return current == null ? null : current.task;
  }

  /// Events run so far.
  public long done() {
    return done;
  }

  /// Steps begun so far, of [EventSource#length].
  public long position() {
    return stream().position();
  }

  /// What the marked operations took.
  public OperationLog operations() {
    return operations;
  }

  /// Simulated time that the program has come to; later than the machine's while it sleeps.
  public long timeNs() {
    return startNs + traceNs;
  }

  /// Refuses what no kernel did.
  private void checkPossible(TraceEvent event) {
    if (event instanceof TraceEvent.ForkTo fork) {
      current();
      for (TraceProcess process : processes) {
        if (process.tracePid == fork.childPid()) {
          throw impossible("pid (%d) is in use".formatted(fork.childPid()));
        }
      }
    }
    if (event instanceof TraceEvent.Mapping vma) {
      long unaligned = (vma.start() | vma.end()) & (PhysicalMemory.PAGE_SIZE - 1);
      if (unaligned != 0 || vma.start() >= vma.end()) {
        throw impossible(
            "vma (%x-%x) must be a page-aligned range".formatted(vma.start(), vma.end()));
      }
      if (current().task.mm().vmas().overlaps(vma.start(), vma.end())) {
        throw impossible("vma (%x-%x) overlaps another".formatted(vma.start(), vma.end()));
      }
    }
  }

  private ReplayException impossible(String problem) {
    return new ReplayException(source.place(done), problem);
  }

  /// Keeps a kernel fault back, or lets go of those kept when `event` shows that no exec follows.
  private boolean hold(TraceEvent event) {
    return switch (event) {
      case TraceEvent.Faults e when e.fromKernel() -> current().held.add(e);
      case TraceEvent.Switch _, TraceEvent.Sleep _, TraceEvent.Exec _, TraceEvent.Mapping _ ->
          false;
      default -> {
        release(current());
        yield false;
      }
    };
  }

  private void release(TraceProcess process) {
    if (!process.held.isEmpty()) {
      TraceProcess running = current;
      current = process;
      process.held.forEach(event -> access(event, 0, () -> false));
      process.held.clear();
      current = running;
    }
  }

  /// Faults that the accesses of the trace took; faults of MAP_POPULATE and the like are not among
  /// them.
  public long faultsTaken() {
    return faultsTaken;
  }

  /// Recorded faults that no mapping of the trace permits, as a program's deliberate SIGSEGV; they
  /// count as no fault.
  public long forbiddenAccesses() {
    return forbiddenAccesses;
  }

  private void execute(TraceEvent event, BooleanSupplier paused, long untilNs) {
    switch (event) {
      case TraceEvent.Switch e -> current = process(e.pid());
      case TraceEvent.Sleep e -> {
        traceNs += e.milliseconds() * NS_PER_MS;
        machine.advanceTo(Math.min(timeNs(), untilNs));
      }
      case TraceEvent.Faults e -> {
        int made = access(e, accessesMade, paused);
        accessesMade = made == e.count() ? 0 : made;
      }
      case TraceEvent.Exec e -> {
        Task task = current().task;
        machine.exec(task, e.comm(), e.startBrk());
        machine.calls().setBrk(task.mm(), e.startBrk(), e.brk());
        current().threads = 1;
      }
      case TraceEvent.Mapping e ->
          machine.calls().addVma(current().task.mm(), e.start(), e.end(), e.flags(), e.anonymous());
      case TraceEvent.ForkTo e ->
          processes.add(
              new TraceProcess(e.childPid(), machine.fork(current().task, freePid(e.childPid()))));
      case TraceEvent.NewThread _ -> {
        current().threads++;
        lastThreadMaker = current();
      }
      case TraceEvent.Exit _ -> {
        if (--current().threads == 0) {
          machine.exit(current().task);
        }
      }
      case TraceEvent.Mmap e -> call(e);
      case TraceEvent.Munmap e -> {
        machine.run(current().task);
        machine.calls().munmap(current().task.mm(), e.address(), e.length());
      }
      case TraceEvent.Mprotect e -> {
        machine.run(current().task);
        machine.calls().mprotect(current().task.mm(), e.address(), e.length(), e.prot());
      }
      case TraceEvent.Madvise e -> {
        Advice advice = Advice.ofNumber(e.advice());
        if (advice != null) {
          machine.run(current().task);
          machine.calls().madvise(current().task.mm(), e.address(), e.length(), advice);
        }
      }
      case TraceEvent.Mlock e -> {
        machine.run(current().task);
        machine.calls().mlock(current().task.mm(), e.address(), e.length());
      }
      case TraceEvent.Brk e -> {
        machine.run(current().task);
        machine.calls().brk(current().task.mm(), e.end());
      }
      case TraceEvent.Mremap e -> {
        machine.run(current().task);
        boolean moved = e.address() != e.newAddress();
        int flags = moved ? MmapFlags.MREMAP_MAYMOVE | MmapFlags.MREMAP_FIXED : 0;
        machine
            .calls()
            .mremap(
                current().task.mm(),
                e.address(),
                e.oldLength(),
                e.newLength(),
                flags,
                e.newAddress());
      }
      case TraceEvent.Prctl e -> {
        if (e.option() == PR_SET_THP_DISABLE) {
          ThpDisable value = e.value() == 0 ? ThpDisable.NO : ThpDisable.COMPLETELY;
          current().task.mm().setThpDisable(value);
        }
      }
      case TraceEvent.Ignored _ -> {}
      case TraceEvent.Accesses e -> accesses(e);
      case TraceEvent.Work e -> pass(e.nanoseconds());
      case TraceEvent.OperationStart e ->
          current().operationStartsNs.put(e.name(), machine.clock().nowNs());
      case TraceEvent.OperationEnd e -> {
        long beganNs = current().operationStartsNs.remove(e.name());
        operations.record(e.name(), beganNs, machine.clock().nowNs());
      }
    }
  }

  private void accesses(TraceEvent.Accesses e) {
    Task task = current().task;
    machine.run(task);
    TlbStats before = machine.cpu().stats().copy();
    long[] addresses = e.addresses();
    long result = machine.cpu().run(task.mm(), addresses, 0, addresses.length, e.write());
    if (result == FaultHandler.OOM) {
      throw outOfMemory(task);
    }
    if (result < 0) {
      throw impossible("process %d accesses memory that it has not".formatted(task.pid()));
    }
    faultsTaken += result;
    pass(addresses.length * e.nsEach() + accessTime.between(before, machine.cpu().stats()));
  }

  /// Lets time pass after all that happened on the machine.
  private void pass(long ns) {
    machine.advanceTo(machine.clock().nowNs() + ns);
    traceNs = machine.clock().nowNs() - startNs;
  }

  private OutOfMemory outOfMemory(Task task) {
    return new OutOfMemory(task.pid(), task.comm(), machine.config().memoryBytes());
  }

  /// The address is the one the kernel returned, so it is mapped there, over what a MAP_FIXED
  /// replaced.
  private void call(TraceEvent.Mmap e) {
    machine.run(current().task);
    int flags = (e.flags() | MmapFlags.MAP_FIXED) & ~MmapFlags.MAP_FIXED_NOREPLACE;
    machine
        .calls()
        .mmap(current().task.mm(), e.address(), e.length(), e.prot(), flags, e.anonymous());
  }

  /// Makes the accesses from number `from` on, until `paused`; returns how many are made in all.
  private int access(TraceEvent.Faults e, int from, BooleanSupplier paused) {
    Task task = current().task;
    for (int i = from; i < e.count(); i++) {
      if (i > from && paused.getAsBoolean()) {
        return i;
      }
      long address = (e.page() + i * e.stride()) << PhysicalMemory.PAGE_SHIFT;
      int result = machine.touch(task, address, e.write());
      if (result >= 0) {
        faultsTaken += result;
      } else if (result == FaultHandler.SIGSEGV || result == FaultHandler.SIGBUS) {
        forbiddenAccesses++;
      } else {
        throw outOfMemory(task);
      }
    }
    return e.count();
  }

  private TraceProcess current() {
    if (current == null) {
      current = process(1);
    }
    return current;
  }

  /// The process with a pid. One that was neither forked nor seen before is the vfork child of who
  /// last made a thread.
  private TraceProcess process(int pid) {
    for (TraceProcess process : processes) {
      if (process.tracePid == pid) {
        return process;
      }
    }
    TraceProcess process;
    if (lastThreadMaker != null) {
      lastThreadMaker.threads--;
      process = new TraceProcess(pid, machine.vfork(lastThreadMaker.task, freePid(pid)));
      lastThreadMaker = null;
    } else {
      process = new TraceProcess(pid, machine.spawn(freePid(pid), "init"));
    }
    processes.add(process);
    return process;
  }

  /// The pid itself, or 0 (any) when a process of the machine has it.
  private int freePid(int pid) {
    for (Task task : machine.tasks()) {
      if (task.pid() == pid) {
        return 0;
      }
    }
    return pid;
  }
}
