package dev.thplab.runtime.script;

import org.graalvm.polyglot.PolyglotException;

/// Turns what went wrong in a call into a [PolicyFailure].
final class Failures {
  private Failures() {}

  /// The watchdog stopped the call.
  static PolicyFailure stalled(
      String policy, String location, Limits limits, CallWatch.Verdict verdict) {
    long observed = verdict.observed();
    return switch (verdict.limit()) {
      case TIME -> new PolicyFailure.TimedOut(policy, location, limits.wallMs(), observed);
      case ALLOCATION ->
          new PolicyFailure.OutOfBudget(policy, location, limits.allocatedBytes(), observed);
      case RETAINED ->
          new PolicyFailure.RetainsTooMuch(policy, location, limits.retainedBytes(), observed);
    };
  }

  /// The call ended in an exception of its own.
  static PolicyFailure ended(
      String policy, String location, Limits limits, PolyglotException error) {
    if (error.isResourceExhausted() && error.isCancelled()) {
      return new PolicyFailure.StatementLimit(
          policy, location, limits.statements(), limits.statements() + 1);
    }
    if (error.isResourceExhausted()) {
      return usedUpHeap(policy, location, limits);
    }
    String message = GuestError.message(error);
    return error.isInternalError()
        ? new PolicyFailure.EngineFault(policy, location, message)
        : new PolicyFailure.Threw(policy, location, message);
  }

  /// The Java heap was full before the watchdog saw why.
  static PolicyFailure usedUpHeap(String policy, String location, Limits limits) {
    return new PolicyFailure.OutOfBudget(policy, location, limits.allocatedBytes(), 0);
  }
}
