package dev.thplab.sim.generator;

/// A number that a generator takes.
///
/// @param name lower case, words joined by `-`
/// @param unit what the number counts
/// @param initial its value unless another is given
/// @param min the smallest value
/// @param max the largest value
/// @param what what it decides, in a few words
public record Parameter(
    String name, Unit unit, Number initial, Number min, Number max, String what) {

  /// Name of the parameter that all generators have for their randomness.
  public static final String SEED = "seed";

  /// What the number of a parameter counts.
  public enum Unit {
    /// Bytes, a [Long].
    BYTES,
    /// Things, a [Long].
    COUNT,
    /// Nanoseconds of simulated time, a [Long].
    NANOSECONDS,
    /// A number without a unit, a [Double].
    NUMBER,
    /// Where randomness starts, a [Long].
    SEED,
    /// 1 for yes and 0 for no, a [Long].
    FLAG
  }

  static Parameter bytes(String name, long initial, long min, long max, String what) {
    return new Parameter(name, Unit.BYTES, initial, min, max, what);
  }

  static Parameter count(String name, long initial, long min, long max, String what) {
    return new Parameter(name, Unit.COUNT, initial, min, max, what);
  }

  static Parameter nanoseconds(String name, long initial, String what) {
    return new Parameter(name, Unit.NANOSECONDS, initial, 0L, 1_000_000_000L, what);
  }

  static Parameter number(String name, double initial, double min, double max, String what) {
    return new Parameter(name, Unit.NUMBER, initial, min, max, what);
  }

  static Parameter seed() {
    return new Parameter(
        SEED, Unit.SEED, 0L, Long.MIN_VALUE, Long.MAX_VALUE, "of all that is random");
  }

  static Parameter flag(String name, boolean initial, String what) {
    return new Parameter(name, Unit.FLAG, initial ? 1L : 0L, 0L, 1L, what);
  }

  /// Whether `value` lies within the bounds.
  public boolean permits(Number value) {
    return unit == Unit.NUMBER
        ? value.doubleValue() >= min.doubleValue() && value.doubleValue() <= max.doubleValue()
        : value.longValue() >= min.longValue() && value.longValue() <= max.longValue();
  }
}
