package dev.thplab.repl.shell;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The dot command `.doc`: what is known of a name.
final class DocCommand {
  private static final Pattern PATH = Pattern.compile("((?:[\\w$]+\\.)*)([\\w$]+)(?:\\(.*)?");

  private DocCommand() {}

  /// Shows the signature and the sentence of a command, a global, a member of an object or of a
  /// class; of a class its members.
  static boolean run(Interpreter interpreter, String argument) {
    interpreter.output().value(text(interpreter, argument));
    return true;
  }

  private static String text(Interpreter interpreter, String argument) {
    Matcher path = PATH.matcher(argument);
    if (argument.startsWith(".") && DotCommands.ALL.containsKey(argument.substring(1))) {
      return DotCommands.ALL.get(argument.substring(1)).toString();
    }
    if (!path.matches()) {
      throw new UsageException("want .doc NAME, as .doc m.touch");
    }
    String before = path.group(1);
    String name = path.group(2);
    ApiDocs docs = ApiDocs.standard();
    ApiDocs.Doc doc = docs.find(before.replaceFirst("\\.$", ""), name);
    if (doc == null && !before.isEmpty()) {
      String owner = interpreter.console().names(before).owner();
      doc = owner.isEmpty() ? null : docs.find(owner, name);
    }
    if (doc == null) {
      return object(interpreter, argument);
    }
    return withMembers(doc.toString(), name);
  }

  /// What is known of the class of a value.
  private static String object(Interpreter interpreter, String path) {
    String owner = interpreter.console().names(path).owner();
    if (owner.isEmpty()) {
      throw new UsageException("nothing is known of " + path);
    }
    return withMembers(path + ": " + owner, owner);
  }

  private static String withMembers(String text, String owner) {
    StringBuilder all = new StringBuilder(text);
    ApiDocs.standard()
        .members(owner)
        .forEach(member -> all.append("\n  ").append(member.signature()));
    return all.toString();
  }
}
