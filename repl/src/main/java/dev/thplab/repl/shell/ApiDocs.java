package dev.thplab.repl.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `scripts/types/session.d.ts` says of the names of the shell.
///
/// It reads the form that this file has: a declaration on a line, its comment above it.
final class ApiDocs {
  /// What is known of a name.
  ///
  /// @param owner the class or interface it is a member of; empty for a global
  /// @param signature the declaration, as `touch(range?: string): number`
  /// @param sentence what it is; empty if the file does not say
  record Doc(String owner, String name, String signature, String sentence) {
    /// The signature behind the name.
    String parameters() {
      return signature.substring(name.length());
    }

    @Override
    public String toString() {
      String full = owner.isEmpty() ? signature : owner + "." + signature;
      return sentence.isEmpty() ? full : full + "\n  " + sentence;
    }
  }

  private static final String FILE = "session.d.ts";
  private static final Pattern OWNER =
      Pattern.compile("(?:declare class|interface) (\\w+)(?: extends \\w+)? \\{(.*)");
  private static final Pattern GLOBAL =
      Pattern.compile("declare (?:function|const) (((\\w+)\\b.*));");
  private static final Pattern MEMBER =
      Pattern.compile("(?:readonly )?((\\w+)\\??(?:\\(.*\\))?: .*|(\\w+)\\(.*);");

  private final Map<String, Map<String, Doc>> owners = new TreeMap<>();
  private String owner = "";
  private String sentence = "";

  private ApiDocs(String text) {
    StringBuilder comment = null;
    for (String line : text.lines().map(String::strip).toList()) {
      if (comment != null || line.startsWith("/**")) {
        comment = comment == null ? new StringBuilder() : comment;
        comment.append(line.replaceAll("^/?\\*+/?|\\*/$", "").strip()).append(' ');
        if (line.endsWith("*/")) {
          sentence = comment.toString().strip();
          comment = null;
        }
      } else {
        declaration(line);
        sentence = "";
      }
    }
  }

  /// Reads the file once.
  private static final class Standard {
    static final ApiDocs DOCS = load();
  }

  /// What the file says that is built into this program.
  static ApiDocs standard() {
    return Standard.DOCS;
  }

  private static ApiDocs load() {
    try (InputStream file = ApiDocs.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException(FILE + " is missing beside " + ApiDocs.class);
      }
      return new ApiDocs(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " cannot be read", e);
    }
  }

  private void declaration(String line) {
    Matcher type = OWNER.matcher(line);
    Matcher global = GLOBAL.matcher(line);
    Matcher member = MEMBER.matcher(line);
    if (type.matches()) {
      owner = type.group(2).endsWith("}") ? "" : type.group(1);
      add("", type.group(1), type.group(1));
    } else if (line.equals("}")) {
      owner = "";
    } else if (owner.isEmpty() && global.matches()) {
      add("", global.group(3), global.group(1));
    } else if (!owner.isEmpty() && member.matches()) {
      add(owner, member.group(2) == null ? member.group(3) : member.group(2), member.group(1));
    }
  }

  private void add(String to, String name, String signature) {
    owners
        .computeIfAbsent(to, _ -> new TreeMap<>())
        .put(name, new Doc(to, name, signature, sentence));
  }

  /// What is known of a member of `owner`, a global if that is empty; null if nothing is. A member
  /// without a comment has that of the global of its name.
  Doc find(String of, String name) {
    Doc doc = owners.getOrDefault(of, Map.of()).get(name);
    if (doc == null || !doc.sentence().isEmpty()) {
      return doc;
    }
    Doc global = owners.get("").get(name);
    return global == null ? doc : new Doc(of, name, doc.signature(), global.sentence());
  }

  /// The documented members of a class.
  Collection<Doc> members(String of) {
    return owners.getOrDefault(of, Map.of()).values();
  }
}
