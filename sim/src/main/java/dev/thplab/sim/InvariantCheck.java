package dev.thplab.sim;

import java.util.List;

/// How often the books of a machine are recounted while it runs; see
/// [dev.thplab.sim.mm.Invariants]. A recount walks all frames and page tables that are in use.
///
/// @param every number of steps between two recounts; 0 for none at all
public record InvariantCheck(long every) {
  /// No recount.
  public static final InvariantCheck OFF = new InvariantCheck(0);

  public InvariantCheck {
    if (every < 0) {
      throw new IllegalArgumentException("every (%d) must not be negative".formatted(every));
    }
  }

  /// Whether a recount is due after step number `step`, which counts from 1.
  public boolean isDue(long step) {
    return every > 0 && step % every == 0;
  }

  /// Whether a recount is due at the end.
  public boolean isDueAtEnd() {
    return every > 0;
  }

  /// Recounts the books of `machine`.
  ///
  /// @param place what was done last, for the message
  /// @throws InvariantViolation if they are wrong, with the first thing that is
  public static void run(Machine machine, String place) {
    List<String> violations = machine.violations();
    if (!violations.isEmpty()) {
      throw new InvariantViolation(
          "%s: the books of the machine are wrong: %s (mistake 1 of %d)"
              .formatted(place, violations.getFirst(), violations.size()));
    }
  }
}
