package dev.thplab.sim.proc;

import java.util.List;

/// What a call on one of the kernel's files gives.
public sealed interface FileResult {
  /// What was read, newlines included.
  record Text(String text) implements FileResult {}

  /// The entries of a directory, in the order of `LC_ALL=C ls`.
  record Names(List<String> names) implements FileResult {
    public Names {
      names = List.copyOf(names);
    }
  }

  /// The text was written.
  record Written() implements FileResult {}

  /// The call failed and changed nothing.
  record Refused(FileError error) implements FileResult {}
}
