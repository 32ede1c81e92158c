package dev.thplab.runtime.session;

import dev.thplab.runtime.script.Contracts;
import dev.thplab.runtime.script.HotReload;
import dev.thplab.runtime.script.Limits;
import dev.thplab.runtime.script.PolicyFile;
import dev.thplab.runtime.script.PolicyLoadException;
import dev.thplab.runtime.script.PolicyWatch;
import dev.thplab.runtime.script.ScriptHost;
import dev.thplab.runtime.script.ScriptPolicy;
import dev.thplab.sim.policy.Attachment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/// Loads the policies of a session, and loads them again when their files change. The script engine
/// starts with the first.
final class PolicyTexts implements AutoCloseable {
  /// What messages call a policy that was typed at the prompt.
  private static final String TYPED = "typed.js";

  private static final JsonMapper JSON = JsonMapper.shared();

  /// The texts that a replay gives for files, during one line.
  private final Map<String, PolicyFile> given = new TreeMap<>();

  /// The texts of files that the line used.
  private final Map<String, PolicyFile> used = new TreeMap<>();

  private final PolicyWatch watch = new PolicyWatch();
  private final List<World> worlds;
  private final HostPaths paths;
  private final PolicyNotices notices;
  private ScriptHost host;

  /// Loads for `worlds`, a list that grows.
  PolicyTexts(List<World> worlds, HostPaths paths, PolicyNotices notices) {
    this.worlds = worlds;
    this.paths = paths;
    this.notices = notices;
  }

  void addTo(Map<String, Call> calls) {
    calls.put("policyFile", (_, arguments) -> give(arguments));
  }

  /// Forgets what the line before was given and used.
  void beginLine() {
    given.clear();
    used.clear();
  }

  /// Puts the texts of files that have changed in force.
  void reload() {
    for (PolicyWatch.Change change : watch.look()) {
      if (change.text() == null) {
        notices.tell(change.problem() + "; the text loaded before stays in force");
      } else {
        reload(change.text());
      }
    }
  }

  private void reload(PolicyFile text) {
    for (World world : worlds) {
      HotReload.Reload reload = new HotReload(host()).apply(world.machine(), text);
      if (reload.problem() != null || !reload.links().isEmpty()) {
        used.put(text.name(), text);
        notices.tell(reload.message());
      }
      for (int link : reload.links()) {
        notices.skip(World.script(world.machine().attachments().find(link)));
      }
    }
  }

  /// Compares the files with the texts that are in force in `world`, which went back to another
  /// state.
  void follow(World world) {
    for (Attachment attachment : world.machine().attachments().all()) {
      follow(World.script(attachment).file());
    }
  }

  private void follow(PolicyFile file) {
    if (!file.name().equals(TYPED)) {
      watch.follow(file);
    }
  }

  private Object give(Arguments arguments) {
    PolicyFile file = PolicyFile.of(arguments.text(0, "path"), arguments.text(1, "text"));
    given.put(file.name(), file);
    reload(file);
    follow(file);
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
    try {
      PolicyFile file = file(arguments, index);
      ScriptPolicy policy = host().load(file, Limits.DEFAULT, options);
      Contracts.of(policy.contract())
          .warning()
          .ifPresent(warning -> notices.tell("warning: " + file.name() + ": " + warning));
      return policy;
    } catch (PolicyLoadException e) {
      throw new SessionException(e.getMessage());
    }
  }

  /// The text of the policy that the argument at `index` gives: `{file}` or `{text}`.
  ///
  /// @throws PolicyLoadException if the file cannot be read
  PolicyFile file(Arguments arguments, int index) {
    String path = arguments.textOption(index, "file", null);
    return path == null
        ? PolicyFile.of(TYPED, arguments.textOption(index, "text", ""))
        : read(path);
  }

  private PolicyFile read(String name) {
    String path = paths.resolve(name);
    PolicyFile file = given.containsKey(path) ? given.get(path) : PolicyFile.read(Path.of(path));
    used.put(path, file);
    follow(file);
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
