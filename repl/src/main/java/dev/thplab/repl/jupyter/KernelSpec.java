package dev.thplab.repl.jupyter;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.report.NotebookKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// How Jupyter starts the kernel: a directory with a file `kernel.json`.
public final class KernelSpec {
  private static final JsonMapper JSON = JsonMapper.shared();

  private KernelSpec() {}

  /// The directory of a user's data, as Jupyter finds it: `JUPYTER_DATA_DIR`, or `jupyter` in
  /// `XDG_DATA_HOME` or `~/.local/share`; on macOS `~/Library/Jupyter`.
  public static Path dataDirectory(Map<String, String> environment, String system, Path home) {
    String chosen = environment.getOrDefault("JUPYTER_DATA_DIR", "");
    if (!chosen.isEmpty()) {
      return Path.of(chosen);
    }
    if (system.startsWith("Mac")) {
      return home.resolve("Library/Jupyter");
    }
    String data = environment.getOrDefault("XDG_DATA_HOME", "");
    return (data.isEmpty() ? home.resolve(".local/share") : Path.of(data)).resolve("jupyter");
  }

  /// Writes the specification below a directory of Jupyter's data and returns where it is.
  ///
  /// @param launcher the program that starts thplab
  /// @throws InputException if Jupyter does not allow the name, or the file cannot be written
  public static Path install(Path data, String name, Path launcher) {
    if (!name.matches("[A-Za-z0-9._-]+")) {
      throw new InputException(
          "--name (%s) must be letters, digits, '.', '_' and '-'".formatted(name));
    }
    Path directory = data.resolve("kernels").resolve(name).toAbsolutePath();
    try {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve("kernel.json"), text(launcher));
    } catch (IOException e) {
      throw new InputException(directory + ": cannot be written: " + e.getMessage(), e);
    }
    return directory;
  }

  private static String text(Path launcher) {
    ObjectNode spec = JSON.createObjectNode();
    List.of(launcher.toString(), "jupyter", "kernel", "{connection_file}")
        .forEach(spec.putArray("argv")::add);
    spec.put("display_name", NotebookKernel.DISPLAY_NAME).put("language", NotebookKernel.LANGUAGE);
    spec.put("interrupt_mode", "message");
    spec.putObject("metadata").put("debugger", false);
    return spec.toPrettyString() + "\n";
  }
}
