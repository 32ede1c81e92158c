package dev.thplab.sim.policy;

/// Is told of every decision about folio orders, right after it took effect, and of every huge
/// mapping that goes.
@FunctionalInterface
public interface DecisionListener {
  /// Takes note of a decision. The object is used again for the next one: it must not be kept, and
  /// the machine must not be changed.
  void decided(Decision decision);

  /// Takes note of a huge mapping that is gone; the machine must not be changed.
  default void hugeLost(HugeLoss loss) {}
}
