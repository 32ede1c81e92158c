package dev.thplab.repl.shell;

import dev.thplab.runtime.words.ShellWords;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What could be completed at the cursor.
///
/// @param kind which names fit
/// @param context what the names depend on: a directory, the path before the last dot, a command
/// @param start where the word to complete begins
record Place(Kind kind, String context, int start) {
  /// Which names fit.
  enum Kind {
    COMMAND,
    MEMBER,
    MACHINE_FILE,
    HOST_FILE,
    /// One of the words in the context, separated by bars.
    WORDS,
    COUNTER,
    SNAPSHOT,
    BRANCH,
    EVENT,
    NOTHING
  }

  private static final Pattern COMMAND = Pattern.compile("\\s*(\\.[a-z-]*)");
  private static final Pattern ARGUMENTS = Pattern.compile("\\s*\\.([a-z-]+)\\s+(.*)");
  private static final Pattern WORD = Pattern.compile("[^\\s|>]*$");
  private static final Pattern PATH = Pattern.compile("((?:[\\w$]+\\.)*)([\\w$]*)$");
  private static final Pattern HOST_CALL =
      Pattern.compile("\\b(?:load|attach|update)\\(\\s*[\"']([^\"']*)$");
  private static final Pattern MACHINE_CALL =
      Pattern.compile("\\b(?:cat|ls|echo|sh)\\((?:[^()]*[\\s(,])?[\"']([^\"']*)$");

  /// Looks at the text before the cursor.
  static Place of(String before) {
    Matcher command = COMMAND.matcher(before);
    if (command.matches()) {
      return new Place(Kind.COMMAND, "", command.start(1));
    }
    Matcher arguments = ARGUMENTS.matcher(before);
    if (arguments.matches()) {
      return argument(before, arguments.group(1), arguments.group(2));
    }
    String first = before.stripLeading().split("\\s", 2)[0];
    return ShellWords.names().contains(first) && ShellWords.isLine(before + "x")
        ? file(Kind.MACHINE_FILE, before, lastWord(before))
        : script(before);
  }

  /// Of JavaScript.
  private static Place script(String before) {
    Matcher host = HOST_CALL.matcher(before);
    if (host.find()) {
      return file(Kind.HOST_FILE, before, host.group(1));
    }
    Matcher machine = MACHINE_CALL.matcher(before);
    if (machine.find()) {
      return file(Kind.MACHINE_FILE, before, machine.group(1));
    }
    Matcher path = PATH.matcher(before);
    if (Script.endsInText(before) || !path.find()) {
      return new Place(Kind.NOTHING, "", before.length());
    }
    return new Place(Kind.MEMBER, path.group(1), path.start(2));
  }

  private static Place file(Kind kind, String before, String path) {
    int name = path.lastIndexOf('/') + 1;
    return new Place(kind, path.substring(0, name), before.length() - path.length() + name);
  }

  private static String lastWord(String text) {
    Matcher word = WORD.matcher(text);
    return word.find() ? word.group() : "";
  }

  /// Of what a dot command wants, which its usage says.
  private static Place argument(String before, String name, String rest) {
    DotCommand command = DotCommands.ALL.get(name);
    if (command == null) {
      return new Place(Kind.NOTHING, "", before.length());
    }
    List<String> wants = command.parameters();
    String[] words = rest.split("\\s+", -1);
    int last = wants.size() - 1;
    String want = last < 0 ? "" : wants.get(Math.min(words.length - 1, last));
    String word = words[words.length - 1];
    int start = before.length() - word.length();
    return switch (want) {
      case "FILE", "A", "B" -> file(Kind.HOST_FILE, before, word);
      case "EXPRESSION", "SCRIPT", "LINE", "REGION", "NAME" -> script(before);
      case "COMMAND" -> new Place(Kind.WORDS, String.join("|", DotCommands.ALL.keySet()), start);
      case "KEY" -> new Place(Kind.WORDS, String.join("|", Settings.keys()), start);
      case "VALUE" -> new Place(Kind.WORDS, String.join("|", Settings.words(words[0])), start);
      case "COUNTER", "COUNTER..." -> new Place(Kind.COUNTER, "", start);
      case "SNAPSHOT" -> new Place(Kind.SNAPSHOT, "", start);
      case "BRANCH" -> new Place(Kind.BRANCH, "", start);
      case "EVENT" -> new Place(Kind.EVENT, "", start);
      default ->
          want.matches("[a-z0-9|-]+")
              ? new Place(Kind.WORDS, want, start)
              : new Place(Kind.NOTHING, "", before.length());
    };
  }
}
