package dev.thplab.runtime.compare;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.script.ScriptPolicy;
import dev.thplab.sim.InvariantCheck;
import dev.thplab.sim.InvariantViolation;
import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.mm.Mm;
import dev.thplab.sim.policy.Attachment;
import dev.thplab.sim.policy.DecisionCounts;
import dev.thplab.sim.proc.ThpSysfs;
import dev.thplab.sim.stats.Account;
import dev.thplab.sim.stats.FaultStats;
import dev.thplab.sim.task.Task;
import dev.thplab.sim.workload.OperationLog;
import dev.thplab.sim.workload.OutOfMemory;
import dev.thplab.sim.workload.Replay;
import dev.thplab.sim.workload.ReplayException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.LongConsumer;

/// One case of a comparison: a fresh machine with the case's settings and policies, on which the
/// workload runs once.
final class CaseRun {
  private final CaseSpec spec;
  private final Machine machine;
  private final SequencedMap<String, ScriptPolicy> policies = new LinkedHashMap<>();
  private final List<PolicyMeter> meters = new ArrayList<>();
  private final CaseAttachments attachments;
  private final SequencedMap<String, String> sysfs = new LinkedHashMap<>();

  /// Boots the machine.
  ///
  /// @param policies those of the case, in its order
  /// @param seed which processes canaries act on
  CaseRun(CaseSpec spec, MachineConfig config, List<ScriptPolicy> policies, long seed) {
    this.spec = spec;
    machine = new Machine(config);
    spec.sysfs().forEach(machine.thpSysfs()::write);
    for (String path : ThpSysfs.paths()) {
      sysfs.put(path, machine.thpSysfs().value(path));
    }
    for (int i = 0; i < policies.size(); i++) {
      ScriptPolicy policy = policies.get(i);
      this.policies.put(spec.policies().policies().get(i).key(), policy);
      meters.add(new PolicyMeter(policy, () -> policy.ejected().isPresent()));
    }
    attachments = CaseAttachments.attach(spec.policies(), machine, meters, seed);
  }

  /// Runs the workload, as far as `observer` lets it, and recounts the machine's books as often as
  /// `check` says; `eventsDone` is told now and then how far it has come.
  CaseResult replay(
      OpenWorkload workload, InvariantCheck check, CaseObserver observer, LongConsumer eventsDone) {
    observer.booted(spec, machine);
    Replay replay = new Replay(machine, workload.source(), check);
    long startNs = System.nanoTime();
    List<ScriptPolicy.Hold> holds = policies.values().stream().map(ScriptPolicy::hold).toList();
    try {
      replay.runWhile(observer::goesOn, eventsDone);
    } catch (AttachException e) {
      throw new InputException("case '%s': %s".formatted(spec.name(), e.getMessage()), e);
    } catch (InvariantViolation e) {
      throw new InvariantViolation("case '%s'".formatted(spec.name()), e);
    } catch (OutOfMemory e) {
      throw new InputException("case '" + spec.name() + "': " + e.getMessage(), e);
    } catch (ReplayException e) {
      throw new InputException("%s, %s".formatted(workload.title(), e.getMessage()), e);
    } finally {
      holds.reversed().forEach(ScriptPolicy.Hold::close);
    }
    return result(replay.operations(), System.nanoTime() - startNs);
  }

  private CaseResult result(OperationLog operations, long wallNs) {
    NeverTouched mapped = new NeverTouched(machine);
    List<ProcessResult> processes = new ArrayList<>();
    for (Task task : machine.tasks()) {
      processes.add(process(task, mapped.pages(task.pid())));
    }
    FaultStats faults = machine.kernel().faults();
    PolicyCounts calls = new PolicyCounts();
    meters.forEach(meter -> calls.add(meter.total()));
    SequencedMap<String, Long> whole =
        Metrics.of(
            true,
            machine.kernel().counters(),
            faults,
            machine.cpu().stats(),
            calls,
            machine.kernel().rssPages(),
            faults.neverTouchedPages() + mapped.pages());
    Metrics.addTime(whole, machine.clock().nowNs(), operations);
    Metrics.addKhugepaged(whole, machine.calls().khugepaged());
    Metrics.addOutcomes(whole, policies.values().stream().map(ScriptPolicy::stats).toList());
    whole.put(Metrics.CONFLICTS, machine.attachments().conflicts());
    return new CaseResult(
        spec,
        sysfs,
        machine.config().memoryBytes(),
        machine.config().kernelProfile(),
        whole,
        processes,
        policyResults(),
        new CaseResult.Timing(wallNs, calls.timeNs()));
  }

  private List<PolicyResult> policyResults() {
    PolicyReach reach = new PolicyReach(machine);
    List<PolicyResult> results = new ArrayList<>();
    for (int i = 0; i < meters.size(); i++) {
      PolicySpec policy = spec.policies().policies().get(i);
      results.add(result(policy, policies.get(policy.key()), meters.get(i).total(), reach));
    }
    return results;
  }

  private PolicyResult result(
      PolicySpec policy, ScriptPolicy script, PolicyCounts calls, PolicyReach reach) {
    Attachment attachment = attachments.of(policy);
    SequencedMap<String, Long> metrics = Metrics.ofPolicy(calls, script.stats());
    reach.addTo(metrics, attachment);
    Metrics.addDecisions(metrics, attachment == null ? new DecisionCounts() : attachment.total());
    return new PolicyResult(
        policy,
        metrics,
        calls.timeNs(),
        script.fieldsEverRead(),
        script.failures(),
        script.ejected().orElse(null));
  }

  private ProcessResult process(Task task, long mappedNeverTouched) {
    Account account = task.account();
    Mm mm = task.mm();
    boolean hasMemory = !task.hasExited() && mm.owner() == account;
    PolicyCounts calls = new PolicyCounts();
    meters.forEach(meter -> calls.add(meter.of(task.pid())));
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
