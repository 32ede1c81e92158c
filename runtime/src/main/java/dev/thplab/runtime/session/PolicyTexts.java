package dev.thplab.runtime.session;

import dev.thplab.runtime.script.Limits;
import dev.thplab.runtime.script.PolicyFile;
import dev.thplab.runtime.script.PolicyLoadException;
import dev.thplab.runtime.script.ScriptHost;
import dev.thplab.runtime.script.ScriptPolicy;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/// Loads the policies of a session. The script engine starts with the first.
final class PolicyTexts implements AutoCloseable {
  /// What messages call a policy that was typed at the prompt.
  private static final String TYPED = "typed.js";

  private static final JsonMapper JSON = new JsonMapper();

  /// The texts that a replay gives for files, during one line.
  private final Map<String, PolicyFile> given = new TreeMap<>();

  /// The texts of files that the line used.
  private final Map<String, PolicyFile> used = new TreeMap<>();

  private ScriptHost host;

  void addTo(Map<String, Call> calls) {
    calls.put("policyFile", (_, arguments) -> give(arguments));
  }

  /// Forgets what the line before was given and used.
  void beginLine() {
    given.clear();
    used.clear();
  }

  private Object give(Arguments arguments) {
    String path = arguments.text(0, "path");
    given.put(path, PolicyFile.of(path, arguments.text(1, "text")));
    return null;
  }

  /// Statements that give the texts that the line used.
  String notes() {
    StringBuilder notes = new StringBuilder();
    used.forEach((path, file) ->
        notes.append("policyFile(%s, %s);\n".formatted(quote(path), quote(file.text()))));
    return notes.toString();
  }

  private static String quote(String text) {
    return JSON.writeValueAsString(text);
  }

  /// Loads the policy that the argument at `index` gives: `{file}` or `{text}`.
  ScriptPolicy load(Arguments arguments, int index, Map<String, Object> options) {
    String path = arguments.textOption(index, "file", null);
    try {
      PolicyFile file =
          path == null ? PolicyFile.of(TYPED, arguments.textOption(index, "text", "")) : read(path);
      return host().load(file, Limits.DEFAULT, options);
    } catch (PolicyLoadException e) {
      throw new SessionException(e.getMessage());
    }
  }

  private PolicyFile read(String path) {
    PolicyFile file = given.containsKey(path) ? given.get(path) : PolicyFile.read(Path.of(path));
    used.put(path, file);
    return file;
  }

  private ScriptHost host() {
    if (host == null) {
      host = new ScriptHost();
    }
    return host;
  }

  @Override
  public void close() {
    if (host != null) {
      host.close();
    }
  }
}
