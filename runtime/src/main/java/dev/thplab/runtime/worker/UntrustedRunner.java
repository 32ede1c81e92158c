package dev.thplab.runtime.worker;

import dev.thplab.runtime.compare.CaseObserver;
import dev.thplab.runtime.compare.CaseResult;
import dev.thplab.runtime.compare.CaseSpec;
import dev.thplab.runtime.compare.ComparePlan;
import dev.thplab.runtime.compare.CompareProgress;
import dev.thplab.runtime.compare.CompareRunner;
import dev.thplab.runtime.compare.Comparison;
import dev.thplab.runtime.compare.ExplainFile;
import dev.thplab.runtime.compare.ExplainFilter;
import dev.thplab.runtime.compare.PolicySpec;
import dev.thplab.runtime.compare.Provenance;
import dev.thplab.runtime.script.EngineInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/// Runs a comparison whose policies nobody trusts: each case that has one in a worker of its own.
///
/// The results have the same bytes as those of [CompareRunner]. A case whose worker is killed runs
/// again here, without its policies: the kernel's decision is used for all of it, and the failures
/// and the ejections say so.
public final class UntrustedRunner {
  /// Default heap of a worker: holds the longest recorded program several times.
  public static final long DEFAULT_HEAP_BYTES = 1L << 30;

  private final ComparePlan plan;
  private final long heapBytes;
  private final ExplainFile explanations;

  private UntrustedRunner(ComparePlan plan, long heapBytes, ExplainFile explanations) {
    this.plan = plan;
    this.heapBytes = heapBytes;
    this.explanations = explanations;
  }

  /// Runs the plan and returns its results, as [CompareRunner#run] does.
  ///
  /// @param heapBytes the largest heap of a worker
  public static Comparison run(ComparePlan plan, long heapBytes, CompareProgress progress) {
    return run(plan, heapBytes, progress, null);
  }

  /// Runs the plan as [#run(ComparePlan, long, CompareProgress)] does and writes how each decision
  /// came about to `explanations`, which may be null. Of a case whose worker is killed it has what
  /// the kernel decided in the run that counts.
  public static Comparison run(
      ComparePlan plan, long heapBytes, CompareProgress progress, ExplainFile explanations) {
    return new UntrustedRunner(plan, heapBytes, explanations).run(progress);
  }

  private Comparison run(CompareProgress progress) {
    List<CaseResult> results = new ArrayList<>();
    SequencedMap<String, Provenance.PolicyId> policies = new LinkedHashMap<>();
    Provenance provenance = null;
    EngineInfo engine = null;
    Set<String> warnings = new HashSet<>();
    for (CaseSpec spec : plan.cases()) {
      CompareProgress ofCase =
          new CaseProgress(progress, results.size(), plan.cases().size(), warnings);
      Comparison one = spec.policies().isEmpty() ? here(spec, ofCase) : inWorker(spec, ofCase);
      provenance = one.provenance();
      policies.putAll(provenance.policies());
      engine = one.engine() == null ? engine : one.engine();
      results.add(one.cases().getFirst());
      progress.caseDone(results.getLast());
    }
    return new Comparison(provenance.withPolicies(policies), results, engine);
  }

  private Comparison here(CaseSpec spec, CompareProgress progress) {
    CaseObserver observer = explanations == null ? CaseObserver.NONE : explanations;
    return CompareRunner.run(plan.withCase(spec), progress, observer);
  }

  private Comparison inWorker(CaseSpec spec, CompareProgress progress) {
    if (explanations == null) {
      return inWorker(spec, WorkRequest.of(plan, spec, null, ExplainFilter.ALL), progress);
    }
    try {
      Path explained = Files.createTempFile("thplab-explain", ".jsonl");
      try {
        return inWorker(
            spec,
            WorkRequest.of(plan, spec, explained.toString(), explanations.filter()),
            progress);
      } finally {
        Files.delete(explained);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no file for what a worker explains", e);
    }
  }

  private Comparison inWorker(CaseSpec spec, WorkRequest request, CompareProgress progress) {
    try (WorkerProcess worker = WorkerProcess.start(request, heapBytes)) {
      return switch (worker.await(progress)) {
        case WorkerProcess.End.Complete(Comparison comparison) -> {
          if (explanations != null) {
            explanations.append(Path.of(request.explainPath()));
          }
          yield comparison;
        }
        case WorkerProcess.End.Broken(String reason) -> withoutPolicies(spec, reason, progress);
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a worker was running", e);
    }
  }

  private Comparison withoutPolicies(CaseSpec spec, String reason, CompareProgress progress) {
    Comparison kernel = here(spec.withoutPolicies(), progress);
    CaseResult result = kernel.cases().getFirst().ejected(spec, reason);
    SequencedMap<String, Provenance.PolicyId> policies = new LinkedHashMap<>();
    for (PolicySpec policy : spec.policies().policies()) {
      String sha256 = CompareRunner.readPolicy(policy).sha256();
      policies.put(policy.path(), new Provenance.PolicyId(sha256, null));
    }
    return new Comparison(
        kernel.provenance().withPolicies(policies), List.of(result), kernel.engine());
  }

  /// Tells which of the cases it is, and each warning once.
  private record CaseProgress(
      CompareProgress progress, int index, int nrCases, Set<String> warnings)
      implements CompareProgress {
    @Override
    public void caseStarted(int ignored, int alsoIgnored, String name, long nrEvents) {
      progress.caseStarted(index, nrCases, name, nrEvents);
    }

    @Override
    public void eventsDone(long events) {
      progress.eventsDone(events);
    }

    @Override
    public void warned(String warning) {
      if (warnings.add(warning)) {
        progress.warned(warning);
      }
    }

    /// Told by the runner, when the case's place is known.
    @Override
    public void caseDone(CaseResult result) {}
  }
}
