package dev.thplab.repl.shell;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The dot commands `.stop` and `.trace`.
final class StopCommands {
  private static final Pattern ON =
      Pattern.compile("on\\s+(\\S+)(?:\\s+where\\s+(.+))?", Pattern.DOTALL);
  private static final Pattern DELETE = Pattern.compile("delete\\s+(\\d{1,9})");

  private StopCommands() {}

  static boolean stop(Interpreter interpreter, String argument) {
    if (argument.isEmpty() || argument.equals("list")) {
      return interpreter.execute("stops()");
    }
    Matcher on = ON.matcher(argument);
    if (on.matches()) {
      String where = on.group(2) == null ? "" : ", " + ShellLine.quote(on.group(2));
      return interpreter.execute("stop(" + ShellLine.quote(on.group(1)) + where + ")");
    }
    Matcher delete = DELETE.matcher(argument);
    if (delete.matches()) {
      return interpreter.execute("unstop(" + delete.group(1) + ")");
    }
    throw new UsageException("want .stop on EVENT [where EXPRESSION], list, or delete N");
  }

  static boolean trace(Interpreter interpreter, String argument) {
    if (!argument.matches("on|off")) {
      throw new UsageException(".trace: want on or off");
    }
    return interpreter.execute("tracing(" + argument.equals("on") + ")");
  }
}
