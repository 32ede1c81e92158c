package dev.thplab.runtime.words;

import java.util.List;

/// What a pipeline in the words of a shell came to.
///
/// @param text the standard output, newlines included
/// @param problems the lines of the standard error
/// @param sink where the output goes
/// @param replay the pipeline without what only a person at a terminal wants
/// @param succeeded whether the exit status of its last command is 0
public record ShellOutput(
    String text, List<String> problems, Sink sink, String replay, boolean succeeded) {
  public ShellOutput {
    problems = List.copyOf(problems);
  }

  /// A pipeline that cannot be run.
  static ShellOutput failed(String problem, String pipeline) {
    return new ShellOutput("", List.of(problem), new Sink.Screen(), pipeline, false);
  }

  /// Where the output goes.
  public sealed interface Sink {
    /// To the screen.
    record Screen() implements Sink {}

    /// Through a pager, to the screen.
    record Pager() implements Sink {}

    /// To a file of the machine that thplab runs on.
    ///
    /// @param path from the directory that thplab was started in
    /// @param append whether to its end
    record HostFile(String path, boolean append) implements Sink {}
  }
}
