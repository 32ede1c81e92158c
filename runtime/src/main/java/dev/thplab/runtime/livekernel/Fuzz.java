package dev.thplab.runtime.livekernel;

import dev.thplab.runtime.scenario.Scenario;
import dev.thplab.sim.InvariantCheck;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/// Looks for differences between the simulated machine and the kernel with random scenarios.
public final class Fuzz {
  private static final int MAX_TRIALS = 400;

  /// A scenario on which both sides differ, made as small as it gets, or the kernel's runs do.
  ///
  /// @param difference the first difference, as one line
  /// @param kernel what the kernel does
  public record Finding(Scenario scenario, String difference, RepeatedResult kernel) {}

  /// Told what is found; called on the caller's thread.
  public interface Listener {
    /// Scenario number `index` of the seed has been compared.
    void compared(int index);

    /// The kernel's results differ among themselves.
    ///
    /// @param finding the whole scenario, where the results first differ, the most frequent result
    void varies(Finding finding);

    /// A difference was found and shrunk.
    void found(Finding finding);
  }

  /// How many scenarios came out how.
  public record Tally(Map<Verdict, Integer> verdicts) {
    public Tally {
      verdicts = new EnumMap<>(verdicts);
    }

    /// How many came out as `verdict`.
    public int count(Verdict verdict) {
      return verdicts.getOrDefault(verdict, 0);
    }

    /// How many agree, all in all.
    public int agreeing() {
      return verdicts.entrySet().stream()
          .filter(entry -> entry.getKey().agrees())
          .mapToInt(Map.Entry::getValue)
          .sum();
    }

    /// How many could be compared.
    public int compared() {
      return agreeing() + count(Verdict.DIFFERS);
    }
  }

  private final Differential differential;
  private final Listener listener;

  /// Recounts the simulated machine's books as often as `check` says.
  public Fuzz(LiveKernel kernel, InvariantCheck check, Listener listener) {
    differential = new Differential(kernel, check);
    this.listener = listener;
  }

  /// Compares the first `count` scenarios of a seed.
  ///
  /// @param kinds what they may use beside the common operations
  public Tally run(long seed, int count, Set<FuzzKind> kinds) {
    return run(seed, 0, count, kinds);
  }

  /// Compares `count` scenarios of a seed, beginning with number `first`.
  public Tally run(long seed, int first, int count, Set<FuzzKind> kinds) {
    ScenarioGenerator generator = new ScenarioGenerator(seed, kinds);
    Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    for (int i = first; i < first + count; i++) {
      Draft draft = generator.draft(i);
      Differential.Outcome outcome = differential.compare(draft.scenario());
      verdicts.merge(outcome.verdict(), 1, Integer::sum);
      switch (outcome.verdict()) {
        case DIFFERS -> listener.found(shrunk(draft, outcome));
        case VARIES, VARIES_AROUND ->
            listener.varies(new Finding(draft.scenario(), outcome.difference(), outcome.kernel()));
        default -> {}
      }
      listener.compared(i);
    }
    return new Tally(verdicts);
  }

  private Finding shrunk(Draft draft, Differential.Outcome outcome) {
    Differential.Outcome[] last = {outcome};
    Shrinker shrinker =
        new Shrinker(
            candidate -> {
              Differential.Outcome next = differential.compare(candidate.scenario());
              boolean differs = next.verdict() == Verdict.DIFFERS;
              if (differs) {
                last[0] = next;
              }
              return differs;
            },
            MAX_TRIALS);
    Scenario small = shrinker.shrink(draft).scenario();
    return new Finding(small, last[0].difference(), last[0].kernel());
  }
}
