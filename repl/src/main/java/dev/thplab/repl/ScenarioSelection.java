package dev.thplab.repl;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.scenario.ScenarioFile;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// The scenarios that a command is to run: those of some files whose names match `--only`.
///
/// @param files one per file named, in that order, with the matching scenarios only
record ScenarioSelection(List<ScenarioFile> files) {
  /// Reads the files named on the command line of `spec`.
  ///
  /// @throws ParameterException if `only` is no glob
  /// @throws InputException if a file cannot be read, or no scenario matches
  static ScenarioSelection read(CommandSpec spec, List<String> files, String only) {
    PathMatcher matcher = matcher(spec, only);
    ScenarioSelection selection =
        new ScenarioSelection(
            files.stream()
                .map(file -> ScenarioFile.read(Path.of(file)))
                .map(file -> file.filtered(name -> matcher.matches(Path.of(name))))
                .toList());
    if (selection.count() == 0) {
      throw new InputException(
          "no scenario is named '%s' in %s".formatted(only, String.join(", ", files)));
    }
    return selection;
  }

  /// Number of scenarios in all files.
  int count() {
    return files.stream().mapToInt(file -> file.scenarios().size()).sum();
  }

  private static PathMatcher matcher(CommandSpec spec, String only) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + only);
    } catch (PatternSyntaxException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--only '%s' is not a glob: %s".formatted(only, e.getDescription()),
          e);
    }
  }
}
