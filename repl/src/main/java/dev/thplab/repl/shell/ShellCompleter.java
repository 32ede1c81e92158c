package dev.thplab.repl.shell;

import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/// Completes what is typed on a terminal.
final class ShellCompleter implements Completer {
  private final Evaluator evaluator;

  ShellCompleter(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    String before = line.line().substring(0, line.cursor());
    evaluator
        .call(interpreter -> Completions.of(interpreter, before))
        .names()
        .forEach(name -> candidates.add(candidate(name)));
  }

  private static Candidate candidate(Completions.Name name) {
    return new Candidate(
        name.text(), name.text(), null, name.description(), null, null, name.endsWord());
  }
}
