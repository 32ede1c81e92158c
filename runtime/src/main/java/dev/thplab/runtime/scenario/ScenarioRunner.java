package dev.thplab.runtime.scenario;

import dev.thplab.runtime.InputException;
import dev.thplab.sim.InvariantCheck;
import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.mm.FaultHandler;
import dev.thplab.sim.mm.Mm;
import dev.thplab.sim.mm.MmapFlags;
import dev.thplab.sim.mm.PageTable;
import dev.thplab.sim.mm.PageWalk;
import dev.thplab.sim.mm.SystemCalls;
import dev.thplab.sim.policy.KhugepagedSettings;
import dev.thplab.sim.policy.ThpSettings;
import dev.thplab.sim.stats.VmEvent;
import dev.thplab.sim.task.Task;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Runs a scenario on a simulated machine and records what happens, as the recorder of real kernels
/// does.
public final class ScenarioRunner {
  /// How long a wait for khugepaged lasts before it is given up.
  private static final long MAX_WAIT_MS = 20_000;

  private static final long NS_PER_MS = 1_000_000;

  private final Machine machine;
  private final SystemCalls calls;
  private final String name;
  private final InvariantCheck check;
  private final FaultEvents events = new FaultEvents();
  private final IdentityHashMap<Task, Deque<Task>> childrenOf = new IdentityHashMap<>();

  /// Which operation runs, as a path into the file.
  private String place = "ops";

  private long done;

  private ScenarioRunner(Machine machine, String name, InvariantCheck check) {
    this.machine = machine;
    this.name = name;
    this.check = check;
    calls = machine.calls();
  }

  /// Runs a scenario on a machine of its own with ample memory.
  public static ScenarioResult run(Scenario scenario) {
    return run(scenario, new Machine(MachineConfig.ample()));
  }

  /// Runs a scenario on `machine`, which must have booted only now.
  ///
  /// @throws InputException if an operation cannot be done, such as writing pages that are not
  ///   mapped
  public static ScenarioResult run(Scenario scenario, Machine machine) {
    return run(scenario, machine, InvariantCheck.OFF);
  }

  /// Runs a scenario as [#run(Scenario, Machine)] does, and recounts the machine's books after
  /// every so many operations and at the end.
  ///
  /// @throws InputException as there
  /// @throws dev.thplab.sim.InvariantViolation if a recount finds a mistake
  public static ScenarioResult run(Scenario scenario, Machine machine, InvariantCheck check) {
    for (Setting setting : scenario.settings()) {
      machine.thpSysfs().write(setting.path(), setting.value());
    }
    // A write to sysfs wakes khugepaged; it finds nothing yet and goes to sleep again.
    machine.advanceTo(0);
    ScenarioRunner runner = new ScenarioRunner(machine, scenario.name(), check);
    List<OpResult> results = runner.runAll(machine.spawn(0, "scenario"), scenario.ops(), "ops");
    if (check.isDueAtEnd()) {
      InvariantCheck.run(machine, "scenario %s, the end".formatted(scenario.name()));
    }
    return new ScenarioResult(results, runner.counters());
  }

  private List<OpResult> runAll(Task task, List<Op> ops, String path) {
    Deque<Task> children = new ArrayDeque<>();
    childrenOf.put(task, children);
    List<OpResult> results = new ArrayList<>();
    for (Op op : ops) {
      machine.run(task);
      place = "%s[%d]".formatted(path, results.size());
      String here = place;
      results.add(run(task, children, op));
      checkInvariants(here);
    }
    return results;
  }

  private void checkInvariants(String where) {
    if (check.isDue(++done)) {
      InvariantCheck.run(machine, "scenario %s, %s".formatted(name, where));
    }
  }

  private OpResult run(Task task, Deque<Task> children, Op op) {
    Mm mm = task.mm();
    long before = faults(task);
    return switch (op) {
      case Op.Mmap(long address, long length, int prot, int flags) -> {
        long ret = calls.mmap(mm, address, length, prot, flags, true);
        yield addressCall(ret, faults(task) - before);
      }
      case Op.Mremap(long address, long length, long newLength, long newAddress) -> {
        int flags = newAddress == 0 ? 0 : MmapFlags.MREMAP_MAYMOVE | MmapFlags.MREMAP_FIXED;
        long ret = calls.mremap(mm, address, length, newLength, flags, newAddress);
        yield addressCall(ret, faults(task) - before);
      }
      case Op.Munmap(long address, long length) -> {
        long ret = calls.munmap(mm, address, length);
        yield call(ret, faults(task) - before);
      }
      case Op.Mprotect(long address, long length, int prot) -> {
        long ret = calls.mprotect(mm, address, length, prot);
        yield call(ret, faults(task) - before);
      }
      case Op.Mlock(long address, long length) -> {
        long ret = calls.mlock(mm, address, length);
        yield call(ret, faults(task) - before);
      }
      case Op.Madvise(long address, long length, var advice) -> {
        long ret = calls.madvise(mm, address, length, advice);
        yield call(ret, faults(task) - before);
      }
      case Op.PrctlThpDisable(long value, long flags) -> {
        int errno = ThpDisableCall.set(machine.config().kernelProfile(), mm, value, flags);
        yield new OpResult.ThpDisableCall(errno, ThpDisableCall.get(mm), 0);
      }
      case Op.Touch touch -> touch(task, touch);
      case Op.TouchList touches -> touch(task, touches);
      case Op.Fill fill -> {
        fill(task, fill);
        yield new OpResult.Filled(faults(task) - before);
      }
      case Op.KhugepagedWait(long scans) -> new OpResult.Waited(!waitForScans(scans));
      case Op.DropSlab _ -> {
        calls.dropSlab();
        yield new OpResult.Shrunk();
      }
      case Op.Fork(List<Op> childOps) -> {
        Task child = machine.fork(task, 0);
        children.add(child);
        yield new OpResult.Forked(runAll(child, childOps, place + ".child"));
      }
      case Op.Reap _ -> {
        while (!children.isEmpty()) {
          exit(children.remove());
        }
        yield new OpResult.Done();
      }
      case Op.Dump(String label) ->
          new OpResult.Dumped(label, MemoryDump.read(calls, mm), counters());
      case Op.Sleep(long milliseconds) -> {
        sleep(milliseconds);
        yield new OpResult.Done();
      }
    };
  }

  private void exit(Task task) {
    Deque<Task> children = childrenOf.get(task);
    while (!children.isEmpty()) {
      exit(children.remove());
    }
    machine.exit(task);
  }

  private static long faults(Task task) {
    return task.account().counters().get(VmEvent.PGFAULT);
  }

  private static OpResult addressCall(long ret, long faults) {
    return ret < 0
        ? new OpResult.AddressCall(0, (int) -ret, faults)
        : new OpResult.AddressCall(ret, 0, faults);
  }

  private static OpResult call(long ret, long faults) {
    return new OpResult.Call((int) -ret, faults);
  }

  private OpResult touch(Task task, Op.Touch op) {
    PageWalk walk = calls.walk(task.mm());
    for (long i = 0; i < op.count(); i++) {
      touch(task, walk, op.address() + i * op.strideBytes(), op.write());
    }
    return touched();
  }

  private OpResult touch(Task task, Op.TouchList op) {
    PageWalk walk = calls.walk(task.mm());
    for (long page : op.pages()) {
      touch(task, walk, op.address() + (page << 12), op.write());
    }
    return touched();
  }

  private OpResult touched() {
    long faults = events.faults();
    return new OpResult.Touched(faults, events.take());
  }

  private void touch(Task task, PageWalk walk, long address, boolean write) {
    int faults = access(task, address, write);
    if (faults == FaultHandler.SIGSEGV) {
      events.add(address, 0, PageState.unmapped("SIGSEGV"));
    } else if (faults == FaultHandler.SIGBUS) {
      events.add(address, 0, PageState.unmapped("SIGBUS"));
    } else if (faults > 0) {
      events.add(address, faults, PageState.read(walk, address));
    }
  }

  private int access(Task task, long address, boolean write) {
    if (address < 0 || address >= PageTable.TASK_SIZE) {
      return FaultHandler.SIGSEGV;
    }
    int faults = machine.touch(task, address, write);
    if (faults == FaultHandler.OOM) {
      throw new InputException(
          "scenario %s, %s: no memory is left for the page at 0x%x: the machine has %d bytes"
              .formatted(name, place, address, machine.config().memoryBytes()));
    }
    return faults;
  }

  /// Writes the pages one after another, with the byte of the operation.
  private void fill(Task task, Op.Fill op) {
    for (long i = 0; i < op.nrPages(); i++) {
      long address = op.address() + (i << 12);
      if (access(task, address, true) < 0) {
        throw new InputException(
            "scenario %s, %s fill: 0x%x is not writable".formatted(name, place, address));
      }
      if (op.value() == 0) {
        machine.noteZeros(task, address);
      }
    }
  }

  /// Lets khugepaged walk its list `scans` times, once a wake-up; false if that takes it too long.
  /// Another process on the list, which the recorder has beside the scenario, keeps it going when
  /// the scenario has nothing to scan.
  private boolean waitForScans(long scans) {
    ThpSettings thp = machine.kernel().thp();
    long sleepMs = thp.khugepaged().get(KhugepagedSettings.Key.SCAN_SLEEP_MILLISECS);
    if (!machine.kernel().khugepagedEnabled() || scans * sleepMs > MAX_WAIT_MS) {
      sleep(MAX_WAIT_MS);
      return false;
    }
    calls.khugepaged().runFullScans(scans);
    return true;
  }

  private void sleep(long milliseconds) {
    machine.advanceTo(machine.clock().nowNs() + milliseconds * NS_PER_MS);
  }

  private SequencedMap<String, Long> counters() {
    SequencedMap<String, Long> counters = new LinkedHashMap<>();
    machine
        .kernel()
        .counters()
        .forEach(
            true,
            (name, value) -> {
              if (value != 0 && (name.startsWith("thp_") || name.contains("/"))) {
                counters.put(name, value);
              }
            });
    long collapsed = calls.khugepaged().pagesCollapsed();
    if (collapsed != 0) {
      counters.put("khugepaged/pages_collapsed", collapsed);
    }
    return counters;
  }
}
