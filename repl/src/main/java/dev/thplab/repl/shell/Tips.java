package dev.thplab.repl.shell;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is known of the name at the cursor: its whole text for Tab Tab and `.doc`, and a tip behind
/// the line while its arguments are typed.
final class Tips {
  private static final Pattern CALL = Pattern.compile("((?:[\\w$]+\\.)*)([\\w$]+)\\([^()]*$");
  private static final Pattern NAME = Pattern.compile("((?:[\\w$]+\\.)*)([\\w$]+)$");
  private static final Pattern COMMAND = Pattern.compile("\\s*\\.([a-z-]+)\\s*");

  private final Evaluator evaluator;

  /// Classes of paths, as of the line that is typed.
  private final Map<String, String> owners = new TreeMap<>();

  Tips(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /// A line begins: names may mean something else now.
  void begin() {
    owners.clear();
  }

  /// The tip for a line that ends at the cursor, at most `room` wide; empty if there is none.
  String tip(String line, int room) {
    String tip = "";
    Matcher command = COMMAND.matcher(line);
    Matcher call = CALL.matcher(line);
    if (command.matches()) {
      DotCommand known = DotCommands.ALL.get(command.group(1));
      tip = known == null ? "" : known.arguments() + "  " + known.description();
    } else if (call.find()) {
      ApiDocs.Doc doc = find(call.group(1), call.group(2));
      tip = doc == null ? "" : doc.parameters() + "  " + doc.sentence();
    }
    // The line reader cuts off the first word of a tip that does not begin with a blank.
    String text = tip.isBlank() ? "" : "  " + tip.strip();
    return text.length() <= room ? text : room < 20 ? "" : text.substring(0, room - 3) + "...";
  }

  /// What is known of the name that a line ends in, or null.
  String doc(String line) {
    Matcher command = COMMAND.matcher(line);
    if (command.matches() && DotCommands.ALL.containsKey(command.group(1))) {
      return DotCommands.ALL.get(command.group(1)).toString();
    }
    Matcher name = NAME.matcher(line);
    ApiDocs.Doc doc = name.find() ? find(name.group(1), name.group(2)) : null;
    return doc == null ? null : doc.toString();
  }

  private ApiDocs.Doc find(String path, String name) {
    if (path.isEmpty()) {
      return ApiDocs.standard().find("", name);
    }
    String owner =
        owners.computeIfAbsent(
            path,
            known -> evaluator.call(interpreter -> interpreter.console().names(known).owner()));
    return owner.isEmpty() ? null : ApiDocs.standard().find(owner, name);
  }
}
