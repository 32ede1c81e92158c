package dev.thplab.repl.shell;

import dev.thplab.runtime.words.ShellWords;
import java.util.ArrayList;
import java.util.List;

/// A cell of a notebook, taken apart: lines at its start that are commands, each for itself, and
/// the script behind them.
final class CellParts {
  private CellParts() {}

  /// The parts in order, none of them blank.
  static List<String> of(String cell) {
    List<String> lines = cell.lines().toList();
    int script = 0;
    while (script < lines.size() && isCommand(lines.get(script))) {
      script++;
    }
    List<String> parts = new ArrayList<>(lines.subList(0, script));
    parts.add(String.join("\n", lines.subList(script, lines.size())));
    parts.removeIf(String::isBlank);
    return parts;
  }

  /// Whether a line stands for itself before a script; a blank one does.
  private static boolean isCommand(String line) {
    String text = line.strip();
    return text.isEmpty() || Interpreter.isDotCommand(text) || ShellWords.isLine(text);
  }

  /// What a cursor behind `before` may complete: the last part, to which a line just begun belongs.
  static String last(String before) {
    int line = before.lastIndexOf('\n') + 1;
    boolean isAlone = before.substring(0, line).lines().allMatch(CellParts::isCommand);
    return isAlone ? before.substring(line) : before;
  }
}
