package dev.thplab.runtime.compare;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.script.PolicyStats;
import dev.thplab.runtime.script.ScriptPolicy;
import dev.thplab.sim.InvariantCheck;
import dev.thplab.sim.InvariantViolation;
import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.mm.Mm;
import dev.thplab.sim.policy.OrderPolicy;
import dev.thplab.sim.proc.ThpSysfs;
import dev.thplab.sim.stats.Account;
import dev.thplab.sim.stats.FaultStats;
import dev.thplab.sim.task.Task;
import dev.thplab.sim.workload.OutOfMemory;
import dev.thplab.sim.workload.Replay;
import dev.thplab.sim.workload.ReplayException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.LongConsumer;

/// One case of a comparison: a fresh machine with the case's settings and policy, on which the
/// trace runs once.
final class CaseRun {
  private static final PolicyStats NO_STATS = new PolicyStats(Map.of(), 0, 0, 0, 0, 0, 0, 0);

  private final CaseSpec spec;
  private final Machine machine;
  private final ScriptPolicy policy;
  private final PolicyMeter meter;
  private final SequencedMap<String, String> sysfs = new LinkedHashMap<>();

  /// Boots the machine; `policy` may be null.
  CaseRun(CaseSpec spec, MachineConfig config, ScriptPolicy policy) {
    this.spec = spec;
    this.policy = policy;
    machine = new Machine(config);
    spec.sysfs().forEach(machine.thpSysfs()::write);
    for (String path : ThpSysfs.paths()) {
      sysfs.put(path, machine.thpSysfs().value(path));
    }
    if (policy == null) {
      meter = new PolicyMeter(OrderPolicy.KERNEL_DEFAULT, () -> false);
    } else {
      meter = new PolicyMeter(policy, () -> policy.ejected().isPresent());
      machine.attach(meter);
    }
  }

  /// Replays the trace, as far as `observer` lets it, and recounts the machine's books as often as
  /// `check` says; `eventsDone` is told now and then how many events are done.
  CaseResult replay(
      TraceFile trace, InvariantCheck check, CaseObserver observer, LongConsumer eventsDone) {
    observer.booted(spec, machine);
    long startNs = System.nanoTime();
    try (ScriptPolicy.Hold _ = policy == null ? () -> {} : policy.hold()) {
      new Replay(machine, trace.trace(), check).runWhile(observer::goesOn, eventsDone);
    } catch (InvariantViolation e) {
      throw new InvariantViolation("case '%s'".formatted(spec.name()), e);
    } catch (OutOfMemory e) {
      throw new InputException("case '" + spec.name() + "': " + e.getMessage(), e);
    } catch (ReplayException e) {
      throw new InputException("trace %s, %s".formatted(trace.id().path(), e.getMessage()), e);
    }
    return result(System.nanoTime() - startNs);
  }

  private CaseResult result(long wallNs) {
    NeverTouched mapped = new NeverTouched(machine);
    List<ProcessResult> processes = new ArrayList<>();
    for (Task task : machine.tasks()) {
      processes.add(process(task, mapped.pages(task.pid())));
    }
    FaultStats faults = machine.kernel().faults();
    PolicyCounts calls = meter.total();
    SequencedMap<String, Long> whole =
        Metrics.of(
            true,
            machine.kernel().counters(),
            faults,
            machine.cpu().stats(),
            calls,
            machine.kernel().rssPages(),
            faults.neverTouchedPages() + mapped.pages());
    Metrics.addKhugepaged(whole, machine.calls().khugepaged());
    Metrics.addOutcomes(whole, policy == null ? NO_STATS : policy.stats());
    return new CaseResult(
        spec,
        sysfs,
        machine.config().memoryBytes(),
        machine.config().kernelProfile(),
        whole,
        processes,
        policy == null ? List.of() : policy.failures(),
        policy == null ? null : policy.ejected().orElse(null),
        new CaseResult.Timing(wallNs, calls.timeNs()));
  }

  private ProcessResult process(Task task, long mappedNeverTouched) {
    Account account = task.account();
    Mm mm = task.mm();
    boolean hasMemory = !task.hasExited() && mm.owner() == account;
    PolicyCounts calls = meter.of(task.pid());
    return new ProcessResult(
        task.pid(),
        task.comm(),
        Metrics.of(
            false,
            account.counters(),
            account.faults(),
            account.tlb(),
            calls,
            hasMemory ? mm.anonPages() : 0,
            account.faults().neverTouchedPages() + mappedNeverTouched),
        calls.timeNs());
  }
}
