package dev.thplab.runtime.policytest;

/// How one test ended, or why a file could not be used.
///
/// @param file the file as it was named
/// @param name the test with its groups, as `small areas > stay small`; null for the file itself
/// @param line where it was declared; 0 if that is not known
/// @param status how it ended
/// @param place `file:line` of what went wrong; empty if nothing did
/// @param message what went wrong; empty if nothing did
/// @param expected what was expected; null if no expectation failed
/// @param received what was there instead; null if no expectation failed
public record TestResult(
    String file,
    String name,
    int line,
    Status status,
    String place,
    String message,
    String expected,
    String received) {

  /// How a test ended.
  public enum Status {
    PASSED,
    SKIPPED,
    /// An expectation does not hold.
    FAILED,
    /// It threw something else.
    THREW,
    /// It took too long.
    TIMED_OUT,
    /// The file has a syntax error, throws by itself, or has no tests.
    UNUSABLE;

    /// Whether something is wrong.
    public boolean isBad() {
      return this != PASSED && this != SKIPPED;
    }
  }

  /// What people call it: the test, or the file.
  public String title() {
    return name == null ? file : name;
  }
}
