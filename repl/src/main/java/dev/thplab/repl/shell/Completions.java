package dev.thplab.repl.shell;

import dev.thplab.runtime.script.ScriptConsole;
import dev.thplab.runtime.session.Session;
import dev.thplab.runtime.words.ShellWords;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Names that fit at a cursor: commands and their arguments, files of the machine and of the host,
/// and the members of live objects with what is known of them.
///
/// @param start where the word begins that they complete
/// @param names the names, whatever the word has of them already
public record Completions(int start, List<Name> names) {
  /// A name that fits.
  ///
  /// @param description what is known of it; null if nothing is
  /// @param endsWord whether a blank may follow
  public record Name(String text, String description, boolean endsWord) {}

  public Completions {
    names = List.copyOf(names);
  }

  /// The names that fit behind `before`. Call it where the interpreter lives.
  public static Completions of(Interpreter interpreter, String before) {
    Place place = Place.of(before);
    return new Completions(place.start(), names(interpreter, place));
  }

  /// The names that fit in a cell of a notebook behind `before` and begin with the word there; they
  /// replace the text from [#start] to the cursor.
  public static Completions ofCell(Interpreter interpreter, String before) {
    String part = CellParts.last(before);
    Completions fitting = of(interpreter, part);
    String word = part.substring(fitting.start());
    return new Completions(
        before.length() - word.length(),
        fitting.names().stream().filter(name -> name.text().startsWith(word)).toList());
  }

  private static List<Name> names(Interpreter interpreter, Place place) {
    Session session = interpreter.session();
    return switch (place.kind()) {
      case COMMAND ->
          DotCommands.ALL.entrySet().stream()
              .map(entry -> name("." + entry.getKey(), entry.getValue().description(), true))
              .toList();
      case MEMBER -> members(interpreter, place.context());
      case MACHINE_FILE -> files(session.names(place.context()));
      case HOST_FILE -> files(HostFiles.names(place.context()));
      case WORDS -> words(List.of(place.context().split("\\|", -1)));
      case COUNTER -> words(session.counters().keySet());
      case SNAPSHOT -> words(session.snapshots());
      case BRANCH -> words(session.branches());
      case EVENT -> words(Session.stopEvents());
      case NOTHING -> List.of();
    };
  }

  private static List<Name> members(Interpreter interpreter, String path) {
    ScriptConsole.Names found = interpreter.console().names(path);
    List<Name> names = new ArrayList<>();
    for (String name : found.names()) {
      boolean isKnown = path.isEmpty() || !found.owner().isEmpty();
      ApiDocs.Doc doc = isKnown ? ApiDocs.standard().find(found.owner(), name) : null;
      names.add(name(name, doc == null ? null : doc.sentence(), false));
    }
    if (path.isEmpty()) {
      ShellWords.names().stream()
          .filter(word -> !found.names().contains(word))
          .forEach(word -> names.add(name(word, "A command of Linux.", true)));
    }
    return names;
  }

  private static List<Name> words(Collection<String> words) {
    return words.stream().map(word -> name(word, null, true)).toList();
  }

  private static List<Name> files(Collection<String> names) {
    return names.stream().map(name -> name(name, null, false)).toList();
  }

  private static Name name(String text, String description, boolean endsWord) {
    boolean isDescribed = description != null && !description.isEmpty();
    return new Name(text, isDescribed ? description : null, endsWord);
  }
}
