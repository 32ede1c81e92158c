package dev.thplab.repl.shell;

import dev.thplab.runtime.session.Session;
import dev.thplab.runtime.session.SessionException;
import dev.thplab.runtime.words.ShellOutput;
import dev.thplab.runtime.words.ShellOutput.Sink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Lines in the words of a Unix shell: runs them on a session and brings the output where it goes.
///
/// @param ending how the line ended
/// @param replay the script that does it again
record FileWords(Ending ending, String replay) {
  /// Runs a line and shows what came of it.
  static FileWords run(Session session, Output output, String line) {
    try {
      ShellOutput result = session.shell(line, output.columns());
      switch (result.sink()) {
        case Sink.Screen _ -> show(output, result.text());
        case Sink.Pager _ -> output.page(result.text());
        case Sink.HostFile(String path, boolean append) -> write(path, append, result.text());
      }
      result.problems().forEach(output::problem);
      Ending ending = result.problems().isEmpty() ? Ending.DONE : Ending.FAILED;
      return new FileWords(ending, script(result.replay()));
    } catch (SessionException e) {
      output.problem(e.getMessage());
      Ending ending = session.wasInterrupted() ? Ending.STOPPED : Ending.FAILED;
      return new FileWords(ending, script(line));
    }
  }

  private static String script(String line) {
    return "sh(%s)".formatted(ShellLine.quote(line));
  }

  private static void show(Output output, String text) {
    if (!text.isEmpty()) {
      output.value(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
    }
  }

  private static void write(String path, boolean append, String text) {
    try {
      Files.writeString(
          Path.of(path),
          text,
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE);
    } catch (NoSuchFileException _) {
      throw new UsageException(path + ": No such file or directory");
    } catch (IOException e) {
      throw new UsageException(path + ": cannot be written: " + e.getMessage());
    }
  }
}
