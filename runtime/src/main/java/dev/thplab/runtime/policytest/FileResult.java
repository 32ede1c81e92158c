package dev.thplab.runtime.policytest;

import java.util.List;

/// How the tests of one file ended.
///
/// @param file the file as it was named
/// @param tests its tests in order; the file itself alone if it could not be used
/// @param snapshots what became of its snapshots
public record FileResult(String file, List<TestResult> tests, SnapshotCounts snapshots) {
  public FileResult {
    tests = List.copyOf(tests);
  }

  /// How many tests ended in this way.
  public long count(TestResult.Status status) {
    return tests.stream().filter(test -> test.status() == status).count();
  }
}
