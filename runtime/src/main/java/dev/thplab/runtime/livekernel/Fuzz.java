package dev.thplab.runtime.livekernel;

import dev.thplab.runtime.scenario.Scenario;
import dev.thplab.sim.InvariantCheck;
import java.util.Set;

/// Looks for differences between the simulated machine and the kernel with random scenarios.
public final class Fuzz {
  private static final int MAX_TRIALS = 400;

  /// A scenario on which both sides differ, made as small as it gets.
  ///
  /// @param difference the first difference, as one line
  /// @param kernel what the kernel does
  public record Finding(Scenario scenario, String difference, RepeatedResult kernel) {}

  /// Told what is found; called on the caller's thread.
  public interface Listener {
    /// Scenario number `index` of the seed has been compared.
    void compared(int index);

    /// A difference was found and shrunk.
    void found(Finding finding);
  }

  /// How many scenarios came out how.
  ///
  /// @param unrepeatable scenarios left out because the kernel's results vary, or because a
  ///   scenario cannot be run
  public record Tally(int agreeing, int differing, int unrepeatable) {
    /// How many scenarios could be compared.
    public int compared() {
      return agreeing + differing;
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
    int agreeing = 0;
    int differing = 0;
    int unrepeatable = 0;
    for (int i = first; i < first + count; i++) {
      Draft draft = generator.draft(i);
      Differential.Outcome outcome = differential.compare(draft.scenario());
      if (outcome.agrees()) {
        agreeing++;
      } else if (outcome.differs()) {
        differing++;
        listener.found(shrunk(draft, outcome));
      } else {
        unrepeatable++;
      }
      listener.compared(i);
    }
    return new Tally(agreeing, differing, unrepeatable);
  }

  private Finding shrunk(Draft draft, Differential.Outcome outcome) {
    Differential.Outcome[] last = {outcome};
    Shrinker shrinker =
        new Shrinker(
            candidate -> {
              Differential.Outcome next = differential.compare(candidate.scenario());
              if (next.differs()) {
                last[0] = next;
              }
              return next.differs();
            },
            MAX_TRIALS);
    Scenario small = shrinker.shrink(draft).scenario();
    return new Finding(small, last[0].difference(), last[0].kernel());
  }
}
