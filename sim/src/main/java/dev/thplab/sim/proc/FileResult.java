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

  /// What stat(2) tells of a file or directory of root's.
  ///
  /// @param isDirectory whether it is a directory
  /// @param mode permission bits
  /// @param links number of hard links: of a directory, 2 and one for each directory in it
  /// @param sizeBytes a page for a file of sysfs, else 0
  record Status(boolean isDirectory, int mode, int links, long sizeBytes) implements FileResult {}

  /// What was asked for was done.
  record Written() implements FileResult {}

  /// The call failed and changed nothing.
  record Refused(FileError error) implements FileResult {}
}
