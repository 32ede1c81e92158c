package dev.thplab.runtime.session;

import dev.thplab.runtime.script.Limits;
import dev.thplab.runtime.script.PolicyFile;
import dev.thplab.runtime.script.PolicyLoadException;
import dev.thplab.runtime.script.ScriptHost;
import dev.thplab.runtime.script.ScriptPolicy;
import java.nio.file.Path;
import java.util.Map;

/// Loads the policies of a session. The script engine starts with the first.
final class PolicyTexts implements AutoCloseable {
  /// What messages call a policy that was typed at the prompt.
  private static final String TYPED = "typed.js";

  private ScriptHost host;

  /// Loads the policy that the argument at `index` gives: `{file}` or `{text}`.
  ScriptPolicy load(Arguments arguments, int index, Map<String, Object> options) {
    String path = arguments.textOption(index, "file", null);
    try {
      PolicyFile file =
          path == null
              ? PolicyFile.of(TYPED, arguments.textOption(index, "text", ""))
              : PolicyFile.read(Path.of(path));
      return host().load(file, Limits.DEFAULT, options);
    } catch (PolicyLoadException e) {
      throw new SessionException(e.getMessage());
    }
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
