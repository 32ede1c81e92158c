package dev.thplab.runtime.session;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/// Finds the files of this computer that scripts name: what is relative begins in the directory of
/// the script's own file, or in the current one where a script has none.
final class HostPaths {
  private final Path directory;
  private final Set<Path> named = new TreeSet<>();

  HostPaths(Path directory) {
    this.directory = directory;
  }

  /// The path to open for a path as it was written; messages have it too.
  String resolve(String path) {
    Path resolved = directory.resolve(path);
    named.add(resolved);
    return directory.toString().isEmpty() ? path : resolved.normalize().toString();
  }

  /// All that was named so far.
  Set<Path> named() {
    return Collections.unmodifiableSet(named);
  }
}
