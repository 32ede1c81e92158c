package dev.thplab.runtime.compare;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.script.EngineMode;
import dev.thplab.runtime.script.PolicyFile;
import dev.thplab.runtime.script.ScriptPolicy;
import dev.thplab.sim.MachineConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/// Runs a comparison: runs one workload on a fresh machine for each case.
///
/// The workload and every policy file are read before the first case runs, so that a mistake shows
/// at once. The script engine is loaded only if some case has a policy.
public final class CompareRunner {
  private final ComparePlan plan;
  private final CompareProgress progress;
  private final CaseObserver observer;
  private final EngineMode mode;
  private final Function<PolicySpec, PolicyFile> texts;

  private CompareRunner(
      ComparePlan plan,
      CompareProgress progress,
      CaseObserver observer,
      EngineMode mode,
      Function<PolicySpec, PolicyFile> texts) {
    this.mode = mode;
    this.plan = plan;
    this.progress = progress;
    this.observer = observer;
    this.texts = texts;
  }

  /// Runs the plan and returns its results. Blocks; simulates on a thread of its own, which has the
  /// stack that policies need.
  ///
  /// @throws InputException if the trace cannot be read or does not fit the machine
  /// @throws dev.thplab.runtime.script.PolicyLoadException if a policy cannot be loaded
  /// @throws dev.thplab.sim.InvariantViolation if a recount of a machine's books finds a mistake
  public static Comparison run(ComparePlan plan, CompareProgress progress) {
    return run(plan, progress, CaseObserver.NONE);
  }

  /// Runs the plan as [#run(ComparePlan, CompareProgress)] does; `observer` is called on the thread
  /// that simulates.
  public static Comparison run(ComparePlan plan, CompareProgress progress, CaseObserver observer) {
    return run(plan, progress, observer, EngineMode.SANDBOXED);
  }

  /// Runs the plan as [#run(ComparePlan, CompareProgress, CaseObserver)] does, with policies in an
  /// engine of a mode.
  public static Comparison run(
      ComparePlan plan, CompareProgress progress, CaseObserver observer, EngineMode mode) {
    return run(new CompareRunner(plan, progress, observer, mode, CompareRunner::readPolicy));
  }

  /// Runs the plan as [#run(ComparePlan, CompareProgress, CaseObserver)] does, with the texts of
  /// policies that `texts` has.
  public static Comparison run(
      ComparePlan plan,
      CompareProgress progress,
      CaseObserver observer,
      Function<PolicySpec, PolicyFile> texts) {
    return run(new CompareRunner(plan, progress, observer, EngineMode.SANDBOXED, texts));
  }

  private static Comparison run(CompareRunner runner) {
    FutureTask<Comparison> task = new FutureTask<>(runner::compare);
    SimulationThread.start("thplab-simulation", task);
    return SimulationThread.result(task);
  }

  /// Reads a policy of a case.
  public static PolicyFile readPolicy(PolicySpec policy) {
    return PolicyFile.read(Path.of(policy.path()));
  }

  private Comparison compare() {
    OpenWorkload workload = OpenWorkload.open(plan.workload());
    SequencedMap<String, PolicyFile> files = new LinkedHashMap<>();
    WorkloadProcesses processes = new WorkloadProcesses(workload.source());
    for (CaseSpec spec : plan.cases()) {
      processes.check(spec);
      for (PolicySpec policy : spec.policies().policies()) {
        files.computeIfAbsent(policy.path(), _ -> texts.apply(policy));
      }
    }
    try (Policies policies =
        new Policies(plan.cases(), files, plan.limits(), plan.seed(), progress, mode)) {
      observer.opened(() -> provenance(workload, files, policies));
      List<CaseResult> cases = runCases(workload, policies);
      return new Comparison(provenance(workload, files, policies), cases, policies.engine());
    }
  }

  private List<CaseResult> runCases(OpenWorkload workload, Policies policies) {
    List<CaseResult> results = new ArrayList<>();
    for (CaseSpec spec : plan.cases()) {
      MachineConfig config =
          plan.machine()
              .withMemoryBytes(spec.memoryBytes().orElse(plan.machine().memoryBytes()))
              .withKernelProfile(spec.kernelProfile().orElse(plan.machine().kernelProfile()));
      policies.check();
      progress.caseStarted(
          results.size(), plan.cases().size(), spec.name(), workload.source().length());
      CaseRun run = new CaseRun(spec, config, policies.of(spec), plan.seed());
      CaseResult result = run.replay(workload, plan.check(), observer, progress::eventsDone);
      progress.caseDone(result);
      results.add(result);
    }
    return results;
  }

  private Provenance provenance(
      OpenWorkload workload, SequencedMap<String, PolicyFile> files, Policies policies) {
    SequencedMap<String, Provenance.PolicyId> ids = new LinkedHashMap<>();
    for (CaseSpec spec : plan.cases()) {
      List<ScriptPolicy> loaded = policies.of(spec);
      for (int i = 0; i < loaded.size(); i++) {
        String path = spec.policies().policies().get(i).path();
        ids.put(path, new Provenance.PolicyId(files.get(path).sha256(), loaded.get(i).contract()));
      }
    }
    Provenance.Config config =
        new Provenance.Config(
            plan.machine().memoryBytes(),
            plan.machine().kernelProfile().label(),
            plan.machine().cpu().name(),
            plan.machine().cost().name(),
            plan.limits());
    return new Provenance(
        Provenance.VERSION, plan.seed(), workload.trace(), workload.generator(), ids, config);
  }
}
