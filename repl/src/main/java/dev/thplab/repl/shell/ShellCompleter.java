package dev.thplab.repl.shell;

import dev.thplab.runtime.script.ScriptConsole;
import dev.thplab.runtime.session.Session;
import dev.thplab.runtime.words.ShellWords;
import java.util.Collection;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/// Completes commands and their arguments, files of the machine and of the host, and the members of
/// live objects with what is known of them.
final class ShellCompleter implements Completer {
  private final Evaluator evaluator;

  ShellCompleter(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    Place place = Place.of(line.line().substring(0, line.cursor()));
    switch (place.kind()) {
      case COMMAND ->
          DotCommands.ALL.forEach((name, command) ->
              candidates.add(candidate("." + name, command.description(), true)));
      case MEMBER -> members(place.context(), candidates);
      case MACHINE_FILE -> files(session().names(place.context()), candidates);
      case HOST_FILE -> files(HostFiles.names(place.context()), candidates);
      case WORDS -> words(List.of(place.context().split("\\|", -1)), candidates);
      case COUNTER -> words(session().counters().keySet(), candidates);
      case SNAPSHOT -> words(session().snapshots(), candidates);
      case BRANCH -> words(session().branches(), candidates);
      case EVENT -> words(Session.stopEvents(), candidates);
      case NOTHING -> {}
    }
  }

  /// The session, which nothing else uses while a line is typed.
  private Session session() {
    return evaluator.call(Interpreter::session);
  }

  private void members(String path, List<Candidate> candidates) {
    ScriptConsole.Names found = evaluator.call(interpreter -> interpreter.console().names(path));
    for (String name : found.names()) {
      boolean isKnown = path.isEmpty() || !found.owner().isEmpty();
      ApiDocs.Doc doc = isKnown ? ApiDocs.standard().find(found.owner(), name) : null;
      candidates.add(candidate(name, doc == null ? null : doc.sentence(), false));
    }
    if (path.isEmpty()) {
      ShellWords.names().stream()
          .filter(word -> !found.names().contains(word))
          .forEach(word -> candidates.add(candidate(word, "A command of Linux.", true)));
    }
  }

  private static void words(Collection<String> words, List<Candidate> candidates) {
    words.forEach(word -> candidates.add(candidate(word, null, true)));
  }

  private static void files(Collection<String> names, List<Candidate> candidates) {
    names.forEach(name -> candidates.add(candidate(name, null, false)));
  }

  private static Candidate candidate(String name, String description, boolean endsWord) {
    String shown = description == null || description.isEmpty() ? null : description;
    return new Candidate(name, name, null, shown, null, null, endsWord);
  }
}
