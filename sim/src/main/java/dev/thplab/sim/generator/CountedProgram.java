package dev.thplab.sim.generator;

/// A program whose number of steps is known.
abstract class CountedProgram implements Program {
  private final long steps;
  private long next;

  CountedProgram(long steps) {
    this.steps = steps;
  }

  @Override
  public final long length() {
    return steps;
  }

  @Override
  public final long position() {
    return next;
  }

  @Override
  public final boolean step(EventWriter out) {
    if (next == steps) {
      return false;
    }
    step(next++, out);
    return true;
  }

  /// Writes step `index`, from 0.
  abstract void step(long index, EventWriter out);
}
