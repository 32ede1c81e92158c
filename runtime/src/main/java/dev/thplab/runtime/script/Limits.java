package dev.thplab.runtime.script;

import java.util.List;

/// What a policy may use. Loading counts as one call.
///
/// The statement limit is deterministic and meant to fire first. Time and allocation are sampled by
/// a watchdog from outside: they stop what statements do not count, such as one long built-in, and
/// cost an ordinary call nothing.
///
/// @param statements JavaScript statements in one call
/// @param wallMs time of one call: processor time of its thread or a quarter of the wall time,
///   whichever is more, so that a starved or suspended machine does not look like a slow policy
/// @param allocatedBytes bytes allocated by one call from the moment the watchdog first sees it
///   running
/// @param retainedBytes what the policy keeps from call to call, in variables and in maps; the
///   sandbox itself is 1 to 2 MB of it. Measured when its thread has allocated as much as the limit
///   leaves
/// @param strikes failed calls after which the policy is ejected
/// @param stalls calls over the limit of time, allocation or retained memory after which the policy
///   is ejected
public record Limits(
    long statements,
    long wallMs,
    long allocatedBytes,
    long retainedBytes,
    int strikes,
    int stalls) {
  public static final Limits DEFAULT = new Limits(10_000, 2_000, 64 << 20, 64 << 20, 10, 3);

  public Limits {
    requirePositive("statements", statements);
    requirePositive("wallMs", wallMs);
    requirePositive("allocatedBytes", allocatedBytes);
    requirePositive("retainedBytes", retainedBytes);
    requirePositive("strikes", strikes);
    requirePositive("stalls", stalls);
  }

  /// One limit for people to read.
  ///
  /// @param value the amount in force, in `unit`
  public record Row(String name, long value, String unit, String meaning) {}

  /// The limits in force, for `thplab doctor`.
  public List<Row> describe() {
    return List.of(
        new Row("statements", statements, "statements/call", "deterministic; context is remade"),
        new Row("time", wallMs, "ms/call", "watchdog; context is remade"),
        new Row("allocation", allocatedBytes, "bytes/call", "watchdog; context is remade"),
        new Row("retained", retainedBytes, "bytes/policy", "measured; context is remade"),
        new Row("strikes", strikes, "failed calls", "then the policy is ejected"),
        new Row(
            "stalls",
            stalls,
            "calls over time, allocation or retained",
            "then the policy is ejected"));
  }

  public Limits withStatements(long statements) {
    return new Limits(statements, wallMs, allocatedBytes, retainedBytes, strikes, stalls);
  }

  public Limits withWallMs(long wallMs) {
    return new Limits(statements, wallMs, allocatedBytes, retainedBytes, strikes, stalls);
  }

  public Limits withAllocatedBytes(long allocatedBytes) {
    return new Limits(statements, wallMs, allocatedBytes, retainedBytes, strikes, stalls);
  }

  public Limits withRetainedBytes(long retainedBytes) {
    return new Limits(statements, wallMs, allocatedBytes, retainedBytes, strikes, stalls);
  }

  public Limits withStrikes(int strikes) {
    return new Limits(statements, wallMs, allocatedBytes, retainedBytes, strikes, stalls);
  }

  private static void requirePositive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " (" + value + ") must be positive");
    }
  }
}
