package dev.thplab.repl;

import dev.thplab.runtime.compare.CaseResult;
import dev.thplab.runtime.compare.Comparison;
import dev.thplab.runtime.script.CountedFailure;

/// What is wrong with the policies of a comparison.
final class PolicyTrouble {
  private PolicyTrouble() {}

  /// Tells, after the results, each kind of failure with its place and count, and returns the exit
  /// code that it deserves.
  static int report(Comparison comparison, Streams streams) {
    int exitCode = ExitCode.OK;
    for (CaseResult result : comparison.cases()) {
      String prefix = "case '" + result.name() + "': ";
      for (CountedFailure failure : result.failures()) {
        streams.say(prefix + failure.first().message() + times(failure.count()));
        exitCode = worse(exitCode, failure.first().exitCode());
      }
      result.ejections().forEach(ejection -> streams.say(prefix + ejection.reason()));
    }
    return exitCode;
  }

  private static String times(long count) {
    return count == 1 ? " (once)" : " (" + Unit.COUNT.text(count) + " times)";
  }

  /// A policy that threw is the clearer message, so its code wins.
  private static int worse(int a, int b) {
    return a == ExitCode.OK ? b : Math.min(a, b);
  }
}
