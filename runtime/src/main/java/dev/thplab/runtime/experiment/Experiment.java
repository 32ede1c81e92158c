package dev.thplab.runtime.experiment;

import java.nio.file.Path;
import java.util.List;

/// An experiment as its file has it.
///
/// @param file its name as given
/// @param sha256 hash of the file's bytes
/// @param header what it says about itself
/// @param cells its scripts, in order, at least one
public record Experiment(String file, String sha256, Header header, List<Cell> cells) {
  public Experiment {
    cells = List.copyOf(cells);
  }

  /// The directory of the file, where the paths in its cells begin.
  public Path directory() {
    return Path.of(file).resolveSibling("");
  }

  /// The file's name without directory and extension.
  public String name() {
    String base = file.substring(file.lastIndexOf('/') + 1);
    int dot = base.lastIndexOf('.');
    return dot > 0 ? base.substring(0, dot) : base;
  }
}
