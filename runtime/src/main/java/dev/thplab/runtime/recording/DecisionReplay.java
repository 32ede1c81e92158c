package dev.thplab.runtime.recording;

import dev.thplab.runtime.compare.CaseObserver;
import dev.thplab.runtime.compare.CaseSpec;
import dev.thplab.runtime.compare.ComparePlan;
import dev.thplab.runtime.compare.CompareProgress;
import dev.thplab.runtime.compare.CompareRunner;
import dev.thplab.runtime.compare.Comparison;
import dev.thplab.runtime.compare.PolicySpec;
import dev.thplab.runtime.compare.Provenance;
import dev.thplab.runtime.script.Limits;
import dev.thplab.runtime.script.PolicyFile;
import dev.thplab.runtime.workload.WorkloadSpec;
import dev.thplab.sim.InvariantCheck;
import dev.thplab.sim.Machine;
import dev.thplab.sim.policy.AttachRequest;
import dev.thplab.sim.policy.Decision;
import dev.thplab.sim.policy.PolicyAnswer;
import dev.thplab.sim.policy.PolicyMode;
import dev.thplab.sim.policy.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Supplier;

/// Runs the program of a recording again on the same machine, where the recorded answers decide,
/// and asks another policy in their shadow: its hooks, maps and random numbers are as ever, its
/// answers do not act.
public final class DecisionReplay implements CaseObserver {
  /// The key of the policy in the replayed case.
  private static final String POLICY = "policy";

  private final Recording recording;
  private final RecordedAnswers answers;
  private final List<DecisionDifference> differences = new ArrayList<>();
  private int asked;

  private DecisionReplay(Recording recording) {
    this.recording = recording;
    answers = new RecordedAnswers(recording);
  }

  /// The policy that is replayed against.
  ///
  /// @param path its file
  /// @param options values over its own options
  /// @param scope whom it is asked about
  public static PolicySpec policy(String path, SequencedMap<String, String> options, Scope scope) {
    return new PolicySpec(
        POLICY, path, new LinkedHashMap<>(options), scope, PolicyMode.SHADOW, false);
  }

  /// Replays a recording.
  ///
  /// @param workload what ran, see [RecordedRun#workloadAt]
  /// @param policy who is asked, see [#policy]
  /// @param texts gives the text of the policy
  /// @throws dev.thplab.runtime.InputException if the replay is not what was recorded
  /// @throws dev.thplab.runtime.script.PolicyLoadException if the policy cannot be loaded
  public static ReplayResult run(
      Recording recording,
      WorkloadSpec workload,
      PolicySpec policy,
      Function<PolicySpec, PolicyFile> texts,
      Limits limits,
      CompareProgress progress) {
    RecordedRun run = recording.run();
    ComparePlan plan =
        new ComparePlan(
            workload,
            List.of(run.spec().withPolicies(List.of(policy))),
            run.machine(),
            run.seed(),
            limits,
            InvariantCheck.OFF);
    DecisionReplay replay = new DecisionReplay(recording);
    Comparison comparison = CompareRunner.run(plan, progress, replay, texts);
    replay.answers.end();
    return new ReplayResult(
        recording,
        policy.path(),
        recording.decisions().size(),
        replay.asked,
        replay.differences,
        comparison);
  }

  @Override
  public void opened(Supplier<Provenance> provenance) {
    recording.run().check(recording.path(), provenance.get());
  }

  @Override
  public void booted(CaseSpec spec, Machine machine) {
    machine.attach(AttachRequest.of("recorded", Scope.GLOBAL, answers));
    machine.explainTo(this::decided);
  }

  private void decided(Decision decision) {
    int line = answers.next(decision);
    for (PolicyAnswer answer : decision.answers()) {
      if (!answer.acts()) {
        asked++;
        if (DecisionDifference.differs(decision, answer) != 0) {
          differences.add(new DecisionDifference(line, decision.copy(), answer));
        }
      }
    }
  }
}
