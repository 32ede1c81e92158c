package dev.thplab.runtime.policytest;

/// Shows people how tests go.
public interface TestView {
  /// A test is over.
  void tested(TestResult result);

  /// A policy in a test of `file` failed or changed.
  void notice(String file, String text);
}
