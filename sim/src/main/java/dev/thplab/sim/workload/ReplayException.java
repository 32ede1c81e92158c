package dev.thplab.sim.workload;

/// A trace that reads well but cannot have happened: a process id used twice, a VMA over another.
/// The message names the line, the value and the rule.
public final class ReplayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ReplayException(String place, String problem) {
    super(place + ": " + problem);
  }
}
