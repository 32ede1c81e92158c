package dev.thplab.repl.shell;

/// The dot commands that go from one branch to another.
final class BranchCommands {
  private BranchCommands() {}

  static boolean switchTo(Interpreter interpreter, String argument) {
    return argument.isEmpty()
        ? interpreter.execute("branches()")
        : DotCommands.name("switchTo").run(interpreter, argument);
  }

  static boolean firstDifference(Interpreter interpreter, String argument) {
    String[] words = argument.split("\\s+", -1);
    if (words.length < 2 || words.length > 3) {
      throw new UsageException("want .first-difference A B [UNTIL]");
    }
    String until = words.length == 3 ? ", { until: " + ShellLine.quote(words[2]) + " }" : "";
    return interpreter.execute(
        "firstDifference("
            + ShellLine.quote(words[0])
            + ", "
            + ShellLine.quote(words[1])
            + until
            + ")");
  }
}
