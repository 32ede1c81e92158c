package dev.thplab.repl.shell;

import java.nio.file.Path;
import java.util.Map;

/// Where the shell keeps its files, and whether it writes in colours.
///
/// @param state directory of the journals
/// @param history file of the lines typed, or null to forget them
/// @param init script to run first if it exists, or null
/// @param editor command that changes a file, for `.edit`
/// @param hasColours whether to begin in colours
public record ShellOptions(Path state, Path history, Path init, String editor, boolean hasColours) {
  /// The files that environment variables name: `XDG_STATE_HOME`, `XDG_CONFIG_HOME`, and
  /// `THPLAB_HISTORY`, which is empty for no history; the editor is `EDITOR`.
  public static ShellOptions of(
      Map<String, String> environment, boolean wantsInit, boolean hasColours) {
    Path state = directory(environment, "XDG_STATE_HOME", Path.of(".local", "state"));
    Path config = directory(environment, "XDG_CONFIG_HOME", Path.of(".config"));
    String history =
        environment.getOrDefault("THPLAB_HISTORY", state.resolve("history").toString());
    String editor = environment.getOrDefault("EDITOR", "");
    return new ShellOptions(
        state,
        history.isEmpty() ? null : Path.of(history),
        wantsInit ? config.resolve("init.js") : null,
        editor.isEmpty() ? "vi" : editor,
        hasColours);
  }

  private static Path directory(Map<String, String> environment, String variable, Path fallback) {
    String base = environment.getOrDefault(variable, "");
    return base.isEmpty()
        ? Path.of(environment.getOrDefault("HOME", ".")).resolve(fallback).resolve("thplab")
        : Path.of(base, "thplab");
  }
}
