package dev.thplab.sim;

/// The books of a simulated machine are wrong: a bug in the simulation.
public final class InvariantViolation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvariantViolation(String message) {
    super(message);
  }

  /// The same violation with the place where it was found in front.
  public InvariantViolation(String place, InvariantViolation cause) {
    super(place + ": " + cause.getMessage(), cause);
  }
}
