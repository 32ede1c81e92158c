package dev.thplab.runtime.check;

import dev.thplab.runtime.compare.SimulationThread;
import dev.thplab.runtime.script.Contracts;
import dev.thplab.runtime.script.Limits;
import dev.thplab.runtime.script.PolicyFile;
import dev.thplab.runtime.script.ScriptHost;
import dev.thplab.runtime.script.ScriptPolicy;
import dev.thplab.sim.policy.PolicyQuery;
import dev.thplab.sim.policy.TvaType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;

/// Asks a policy the questions of [QuestionGrid] and names what looks like a mistake.
///
/// The rules: `unoffered` (it answers with orders that a page fault offers nowhere), `flips` (asked
/// the same again and again it goes back and forth), `depends-on-calls` (asked the same again it
/// answers otherwise), `never-reads` (it looks at nothing of the question) and `unreachable` (no
/// question gets to a `return`; not tried in a policy that catches exceptions). A policy may mean
/// to do any of them; the check only says that it does. Answers that another seed changes break no
/// rule.
public final class PolicyCheck {
  /// How often one question is repeated in a row.
  private static final int REPEATS = 6;

  /// So many changes in a row of answers to one question are no warming up.
  private static final int FLIPS = 3;

  /// Under so many other seeds a policy is asked whose answers vary with the seed: a coin that
  /// falls alike six times under each is rarer than one in ten million.
  private static final int SEEDS = 4;

  /// What a return throws that was reached.
  private static final String REACHED = "thplab-reached";

  private final ScriptHost host;
  private final PolicyFile file;
  private final Limits limits;
  private final List<Finding> findings = new ArrayList<>();

  private PolicyCheck(ScriptHost host, PolicyFile file, Limits limits) {
    this.host = host;
    this.file = file;
    // A policy that fails shall fail in all its ways, not be ejected for the first.
    this.limits = limits.withStrikes(1_000);
  }

  /// Checks a policy, on a thread of its own.
  ///
  /// @throws dev.thplab.runtime.script.PolicyLoadException if it cannot be loaded
  public static CheckResult check(ScriptHost host, PolicyFile file, Limits limits) {
    FutureTask<CheckResult> task =
        new FutureTask<>(() -> new PolicyCheck(host, file, limits).run());
    SimulationThread.start("thplab-check", task);
    return SimulationThread.result(task);
  }

  private CheckResult run() {
    try (ScriptPolicy policy = host.load(file, limits, Map.of())) {
      boolean variesWithSeed = repeat(policy, askOnce(policy));
      if (policy.fieldsEverRead().isEmpty()) {
        found(
            "never-reads",
            file.name(),
            "reads nothing of the question: every area of every process is treated alike",
            "look at the question, or set `enabled` in sysfs instead");
      }
      lookForUnreached();
      return new CheckResult(
          file.name(),
          policy.name(),
          Contracts.of(policy.contract()),
          policy.fieldsEverRead(),
          variesWithSeed,
          policy.stats().calls(),
          findings,
          policy.failures());
    }
  }

  /// Asks everything once. In a page fault an order that one site does not offer, the other may: a
  /// mistake is what neither does. Returns the answers.
  private int[] askOnce(ScriptPolicy policy) {
    int[] answers = new int[QuestionGrid.questions().size()];
    int asked = 0;
    int unoffered = 0;
    int missed = 0;
    PolicyQuery example = null;
    for (PolicyQuery query : QuestionGrid.questions()) {
      long before = policy.stats().ineffective();
      answers[asked++] = policy.allowedOrders(query);
      if (query.type != TvaType.PAGEFAULT || query.offered == QuestionGrid.PUD) {
        missed = 0;
      } else if (policy.stats().ineffective() > before && ++missed == QuestionGrid.FAULT_SITES) {
        unoffered++;
        example = example == null ? query : example;
      }
    }
    if (example != null) {
      found(
          "unoffered",
          file.name(),
          "chooses orders in %s that no part of the fault offers, which denies; first in"
                  .formatted(counted(unoffered, "page fault"))
              + " an area of %d kB".formatted(example.vmaEnd - example.vmaStart >> 10),
          "choose out of q.offered, or return DENY where that is meant");
    }
    return answers;
  }

  /// Repeats each question, and names what changes without the seed of random numbers changing it;
  /// returns whether some answer depends on the seed.
  private boolean repeat(ScriptPolicy policy, int[] first) {
    List<int[]> answers = repeated(policy, first);
    boolean variesWithSeed = false;
    for (long seed = 1; seed <= SEEDS && (seed == 1 || variesWithSeed); seed++) {
      try (ScriptPolicy other = host.load(file, limits, Map.of(), seed)) {
        int[] otherFirst =
            QuestionGrid.questions().stream().mapToInt(other::allowedOrders).toArray();
        variesWithSeed |= settleWhatDiffers(answers, repeated(other, otherFirst));
      }
    }
    int changing = 0;
    int flipping = 0;
    for (int[] ofOne : answers) {
      int changes = changes(ofOne);
      changing += changes > 0 ? 1 : 0;
      flipping += changes >= FLIPS ? 1 : 0;
    }
    if (flipping > 0) {
      found(
          "flips",
          file.name(),
          "goes back and forth when asked the same again, on " + counted(flipping, "question"),
          "decide by the question, or keep a decision for a while");
    } else if (changing > 0) {
      found(
          "depends-on-calls",
          file.name(),
          "answers otherwise when asked the same again, on " + counted(changing, "question"),
          "the kernel asks as often as it likes: count faults in a hook or a map, not calls");
    }
    return variesWithSeed;
  }

  /// The answers to each question: the `first`, and those when it is repeated in a row.
  private static List<int[]> repeated(ScriptPolicy policy, int[] first) {
    List<int[]> answers = new ArrayList<>();
    for (PolicyQuery query : QuestionGrid.questions()) {
      int[] ofOne = new int[1 + REPEATS];
      ofOne[0] = first[answers.size()];
      for (int i = 1; i <= REPEATS; i++) {
        ofOne[i] = policy.allowedOrders(query);
      }
      answers.add(ofOne);
    }
    return answers;
  }

  /// Takes the answers that another seed changes for steady ones: what they do is meant. Returns
  /// whether there are any.
  private static boolean settleWhatDiffers(List<int[]> answers, List<int[]> others) {
    boolean differs = false;
    for (int i = 0; i < answers.size(); i++) {
      if (!Arrays.equals(answers.get(i), others.get(i))) {
        Arrays.fill(answers.get(i), 0);
        differs = true;
      }
    }
    return differs;
  }

  private static int changes(int[] answers) {
    int changes = 0;
    for (int i = 1; i < answers.length; i++) {
      changes += answers[i] == answers[i - 1] ? 0 : 1;
    }
    return changes;
  }

  private static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /// Makes each return throw in turn, and asks until one does.
  private void lookForUnreached() {
    SourceText source = new SourceText(file.text());
    if (source.hasTry()) {
      return;
    }
    for (int offset : source.returns()) {
      PolicyFile trap = PolicyFile.of(file.name(), source.throwingAt(offset, REACHED));
      try (ScriptPolicy policy = host.load(trap, limits, Map.of())) {
        if (!isReached(policy)) {
          found(
              "unreachable",
              file.name() + ":" + source.lineOf(offset),
              "no question gets to this return",
              "correct the condition before it, or remove it");
        }
      }
    }
  }

  private static boolean isReached(ScriptPolicy policy) {
    for (PolicyQuery query : QuestionGrid.questions()) {
      policy.allowedOrders(query);
      if (policy.failures().stream()
          .anyMatch(failure -> failure.first().reason().endsWith("threw " + REACHED))) {
        return true;
      }
    }
    return false;
  }

  private void found(String rule, String location, String message, String fix) {
    findings.add(new Finding(rule, location, message, fix));
  }
}
