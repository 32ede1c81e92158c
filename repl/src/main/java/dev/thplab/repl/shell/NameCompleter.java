package dev.thplab.repl.shell;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/// Completes dot commands, and the names behind a path such as `m.`.
final class NameCompleter implements Completer {
  /// A path of names before the cursor, and the beginning of the next.
  private static final Pattern PATH = Pattern.compile("((?:[\\w$]+\\.)*)([\\w$]*)$");

  private final Evaluator evaluator;

  NameCompleter(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    String before = line.line().substring(0, line.cursor());
    if (before.startsWith(".")) {
      evaluator
          .call(Interpreter::commands)
          .forEach((name, command) ->
              candidates.add(
                  new Candidate(
                      "." + name, "." + name, null, command.description(), null, null, true)));
      return;
    }
    Matcher path = PATH.matcher(before);
    if (!path.find()) {
      return;
    }
    String word = line.word().substring(0, line.wordCursor());
    String kept = word.substring(0, Math.max(0, word.length() - path.group(2).length()));
    String owner = path.group(1);
    for (String name : evaluator.call(interpreter -> interpreter.console().names(owner))) {
      candidates.add(new Candidate(kept + name, name, null, null, null, null, false));
    }
  }
}
