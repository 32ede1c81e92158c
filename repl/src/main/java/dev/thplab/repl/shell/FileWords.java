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
    Delivery delivery = new Delivery(output);
    try {
      String replay = session.shell(line, output.columns(), delivery::deliver);
      return new FileWords(delivery.isGood ? Ending.DONE : Ending.FAILED, script(replay));
    } catch (SessionException e) {
      output.problem(e.getMessage());
      Ending ending = session.wasInterrupted() ? Ending.STOPPED : Ending.FAILED;
      return new FileWords(ending, script(line));
    }
  }

  private static String script(String line) {
    return "sh(%s)".formatted(ShellLine.quote(line));
  }

  /// Brings the output of one pipeline after the other where it goes.
  private static final class Delivery {
    private final Output output;

    /// Whether the last one had nothing to complain about.
    private boolean isGood = true;

    Delivery(Output output) {
      this.output = output;
    }

    boolean deliver(ShellOutput result) {
      isGood = result.problems().isEmpty();
      switch (result.sink()) {
        case Sink.Screen _ -> show(output, result.text());
        case Sink.Pager _ -> output.page(result.text());
        case Sink.HostFile(String path, boolean append) -> write(path, append, result.text());
      }
      result.problems().forEach(output::problem);
      return isGood;
    }

    private void write(String path, boolean append, String text) {
      try {
        FileWords.write(path, append, text);
      } catch (UsageException e) {
        isGood = false;
        output.problem(e.getMessage());
      }
    }
  }

  private static void show(Output output, String text) {
    if (!text.isEmpty()) {
      output.value(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
    }
  }

  /// Writes a file of the host.
  ///
  /// @throws UsageException if that cannot be done, naming the file
  static void write(String path, boolean append, String text) {
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
