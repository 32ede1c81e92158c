package dev.thplab.runtime.check;

import dev.thplab.runtime.script.Contract;
import dev.thplab.runtime.script.CountedFailure;
import java.util.List;

/// What a check found.
///
/// @param path the policy's file, as the user named it
/// @param name what the policy calls itself
/// @param contract what it was written against
/// @param fieldsRead the fields of the question that it read, as `vma.size`
/// @param variesWithSeed whether it answers otherwise under another seed
/// @param questions how many questions it was asked, repeated ones included
/// @param findings its habits, by rule
/// @param failures calls that threw, gave no answer or broke a limit
public record CheckResult(
    String path,
    String name,
    Contract contract,
    List<String> fieldsRead,
    boolean variesWithSeed,
    long questions,
    List<Finding> findings,
    List<CountedFailure> failures) {
  public CheckResult {
    fieldsRead = List.copyOf(fieldsRead);
    findings = List.copyOf(findings);
    failures = List.copyOf(failures);
  }

  /// Whether there is nothing to complain about.
  public boolean isClean() {
    return findings.isEmpty() && failures.isEmpty();
  }
}
