package dev.thplab.runtime.experiment;

import java.nio.file.Path;
import java.util.List;

/// An experiment as its file has it.
///
/// @param file its name as given
/// @param sha256 hash of the file's bytes
/// @param header what it says about itself
/// @param frontMatter the header as JavaScript has it, lines of comments; empty if there is none
/// @param parts its prose and its scripts, in order; at least one script
public record Experiment(
    String file, String sha256, Header header, String frontMatter, List<Part> parts) {

  /// What follows the header.
  public sealed interface Part permits Prose, Cell {}

  public Experiment {
    parts = List.copyOf(parts);
  }

  /// Its scripts, in order.
  public List<Cell> cells() {
    return parts.stream().filter(Cell.class::isInstance).map(Cell.class::cast).toList();
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
