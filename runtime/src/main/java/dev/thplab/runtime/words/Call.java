package dev.thplab.runtime.words;

import dev.thplab.sim.proc.FileError;
import dev.thplab.sim.proc.FileResult;
import dev.thplab.sim.proc.VirtualFiles;
import java.util.ArrayList;
import java.util.List;

/// One run of a command: what it is given, and what it says.
final class Call {
  /// The words for a file that cannot be read.
  @FunctionalInterface
  interface Complaint {
    /// `file` and the error as one text, which the command's name goes before.
    String of(String file, FileError error);

    /// `FILE: No such file or directory`.
    Complaint PLAIN = (file, error) -> file + ": " + error.message();
  }

  /// A text and the operand it comes from; `-` is what was piped in.
  record Input(String name, String text) {
    List<String> lines() {
      return text.lines().toList();
    }
  }

  private final String name;
  private final List<String> arguments;
  private final String piped;
  private final ShellWords shell;
  private final StringBuilder output = new StringBuilder();
  private final List<String> problems;
  private final int columns;
  private boolean succeeded = true;

  /// `piped` is null for the first command, `columns` 0 unless it writes to a screen.
  Call(List<String> words, String piped, ShellWords shell, List<String> problems, int columns) {
    this.name = words.getFirst();
    this.arguments = words.subList(1, words.size());
    this.piped = piped;
    this.shell = shell;
    this.problems = problems;
    this.columns = columns;
  }

  List<String> arguments() {
    return arguments;
  }

  /// Width of the screen that the command writes to; 0 if it writes to none.
  int columns() {
    return columns;
  }

  ShellWords shell() {
    return shell;
  }

  VirtualFiles files() {
    return shell.files();
  }

  /// The absolute path of an operand.
  String resolve(String operand) {
    return shell.resolve(operand);
  }

  void print(String text) {
    output.append(text);
  }

  void printLine(String line) {
    output.append(line).append('\n');
  }

  String output() {
    return output.toString();
  }

  void problem(String text) {
    fail();
    problems.add(name + ": " + text);
  }

  /// Makes the exit status another than 0.
  void fail() {
    succeeded = false;
  }

  /// Whether the exit status is 0.
  boolean succeeded() {
    return succeeded;
  }

  /// Ends the command with a problem.
  WordsException usage(String text) {
    return new WordsException(name + ": " + text);
  }

  /// Reads a file; null if that is refused, which is told in the words of `complaint`.
  String read(String operand, Complaint complaint) {
    return switch (files().read(resolve(operand))) {
      case FileResult.Text(String text) -> text;
      case FileResult.Refused(FileError error) -> {
        problem(complaint.of(operand, error));
        yield null;
      }
      default -> throw new IllegalStateException("read gives a text or an error");
    };
  }

  /// The files that operands name, but for those that cannot be read; without operands, what was
  /// piped in.
  List<Input> inputs(List<String> operands, Complaint complaint) {
    List<Input> inputs = new ArrayList<>();
    for (String operand : operands.isEmpty() ? List.of("-") : operands) {
      String text = operand.equals("-") ? piped() : read(operand, complaint);
      if (text != null) {
        inputs.add(new Input(operand, text));
      }
    }
    return inputs;
  }

  private String piped() {
    if (piped == null) {
      throw usage("want a file");
    }
    return piped;
  }
}
