package dev.thplab.runtime.words;

import dev.thplab.sim.proc.FileError;
import java.util.List;

/// `head` and `tail`: the first or last lines of files, 10 unless `-n` says.
final class Lines {
  private Lines() {}

  static void head(Call call) {
    run(call, (lines, number) -> lines.subList(0, Math.min(lines.size(), number)));
  }

  static void tail(Call call) {
    run(call, (lines, number) -> lines.subList(Math.max(0, lines.size() - number), lines.size()));
  }

  @FunctionalInterface
  private interface Part {
    List<String> of(List<String> lines, int number);
  }

  private static void run(Call call, Part part) {
    Options options = Options.parse(call, withoutShortForm(call.arguments()), "n:");
    String number = options.value('n', "10");
    if (!number.matches("\\d{1,9}")) {
      throw call.usage("invalid number of lines: '%s'".formatted(number));
    }
    List<String> operands = options.operands();
    boolean isFirst = true;
    for (Call.Input input : call.inputs(operands, Lines::complaint)) {
      if (operands.size() > 1) {
        call.print((isFirst ? "" : "\n") + "==> " + input.name() + " <==\n");
      }
      isFirst = false;
      part.of(input.lines(), Integer.parseInt(number)).forEach(call::printLine);
    }
  }

  /// The arguments with `-5` written as `-n5`.
  private static List<String> withoutShortForm(List<String> arguments) {
    return arguments.stream()
        .map(argument -> argument.matches("-\\d+") ? "-n" + argument.substring(1) : argument)
        .toList();
  }

  private static String complaint(String file, FileError error) {
    return error == FileError.ENOENT || error == FileError.ENOTDIR
        ? "cannot open '%s' for reading: %s".formatted(file, error.message())
        : "error reading '%s': %s".formatted(file, error.message());
  }
}
