package dev.thplab.repl.shell;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is known of names.
public final class NameDocs {
  private static final Pattern PATH = Pattern.compile("((?:[\\w$]+\\.)*)([\\w$]+)(?:\\(.*)?");

  private NameDocs() {}

  /// The signature and the sentence of a command, a global, a member of an object or of a class; of
  /// a class or an object its members. Null if nothing is known. Call it where the interpreter
  /// lives.
  ///
  /// @param path as `.map`, `m.touch` or `Region`
  public static String find(Interpreter interpreter, String path) {
    Matcher names = PATH.matcher(path);
    if (path.startsWith(".") && DotCommands.ALL.containsKey(path.substring(1))) {
      return DotCommands.ALL.get(path.substring(1)).toString();
    }
    if (!names.matches()) {
      return null;
    }
    ApiDocs.Doc doc = member(interpreter, names.group(1), names.group(2));
    return doc == null ? object(interpreter, path) : withMembers(doc.toString(), names.group(2));
  }

  /// A member of what stands before its name, which is a class or an object.
  private static ApiDocs.Doc member(Interpreter interpreter, String before, String name) {
    ApiDocs docs = ApiDocs.standard();
    ApiDocs.Doc doc = docs.find(before.replaceFirst("\\.$", ""), name);
    if (doc != null || before.isEmpty()) {
      return doc;
    }
    String owner = interpreter.console().names(before).owner();
    return owner.isEmpty() ? null : docs.find(owner, name);
  }

  /// What is known of the class of a value.
  private static String object(Interpreter interpreter, String path) {
    String owner = interpreter.console().names(path).owner();
    return owner.isEmpty() ? null : withMembers(path + ": " + owner, owner);
  }

  private static String withMembers(String text, String owner) {
    StringBuilder all = new StringBuilder(text);
    ApiDocs.standard()
        .members(owner)
        .forEach(member -> all.append("\n  ").append(member.signature()));
    return all.toString();
  }
}
