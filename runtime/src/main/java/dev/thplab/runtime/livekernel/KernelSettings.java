package dev.thplab.runtime.livekernel;

import dev.thplab.sim.policy.ThpSettings;
import dev.thplab.sim.proc.ThpSysfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The settings below /sys/kernel/mm/transparent_hugepage/ of a running kernel: what they were, and
/// what they are for the scenario at hand.
///
/// What they were is in a file before the first one changes, as lines of a path and a value.
/// Whoever finds that file writes the values back and removes it: [#restore], the helper process
/// when this one is gone, or the next run.
final class KernelSettings {
  private final Path root;
  private final Path savedFile;
  private final SequencedMap<String, String> current = new LinkedHashMap<>();

  /// The settings below `root`, saved to `savedFile`.
  KernelSettings(Path root, Path savedFile) {
    this.root = root;
    this.savedFile = savedFile;
  }

  /// Returns the value of each setting on a kernel that nobody has changed.
  static SequencedMap<String, String> defaults() {
    ThpSysfs sysfs = new ThpSysfs(new ThpSettings());
    SequencedMap<String, String> values = new LinkedHashMap<>();
    for (String path : ThpSysfs.paths()) {
      values.put(path, sysfs.value(path));
    }
    return values;
  }

  /// Undoes what a killed run left behind, then saves the settings.
  synchronized void save() throws IOException {
    restore();
    current.clear();
    StringBuilder text = new StringBuilder();
    for (String path : ThpSysfs.paths()) {
      String value = read(path);
      current.put(path, value);
      text.append(root.resolve(path)).append(' ').append(value).append('\n');
    }
    Path unfinished = savedFile.resolveSibling(savedFile.getFileName() + ".tmp");
    Files.writeString(unfinished, text);
    Files.move(unfinished, savedFile, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Writes the settings that differ from `wanted`; one that is not in `wanted` gets its default.
  ///
  /// @throws IOException also when nothing is saved, as after [#restore]
  synchronized void apply(Map<String, String> wanted) throws IOException {
    if (current.isEmpty()) {
      throw new IOException("the settings are not saved");
    }
    for (Map.Entry<String, String> entry : defaults().entrySet()) {
      String path = entry.getKey();
      String value = wanted.getOrDefault(path, entry.getValue());
      if (!value.equals(current.get(path))) {
        Files.writeString(root.resolve(path), value);
        String stored = read(path);
        if (!stored.equals(value)) {
          throw new IOException("%s stays %s when %s is written".formatted(path, stored, value));
        }
        current.put(path, value);
      }
    }
  }

  /// Writes back what the saved file lists, if there is one, and removes it.
  synchronized void restore() throws IOException {
    if (!Files.exists(savedFile)) {
      return;
    }
    List<String> lines = Files.readAllLines(savedFile);
    for (String line : lines) {
      int blank = line.lastIndexOf(' ');
      if (blank > 0) {
        Files.writeString(Path.of(line.substring(0, blank)), line.substring(blank + 1));
      }
    }
    current.clear();
    Files.deleteIfExists(savedFile);
  }

  /// Returns a value: the word in brackets, or the whole text.
  private String read(String path) throws IOException {
    String text = Files.readString(root.resolve(path)).strip();
    int open = text.indexOf('[');
    return open < 0 ? text : text.substring(open + 1, text.indexOf(']', open));
  }
}
