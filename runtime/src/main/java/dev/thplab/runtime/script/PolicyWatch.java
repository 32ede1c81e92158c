package dev.thplab.runtime.script;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Policy files that are looked at for changes, whenever whoever runs the machine says so.
///
/// A look reads every file and compares its hash with that of the look before: nothing happens
/// between two looks, and no clock and no timestamp is asked, so what is seen hangs on the text
/// alone. A text that an editor has half written is a change like any other; its next look follows.
public final class PolicyWatch {
  /// What a look found.
  ///
  /// @param path the file, as it was given
  /// @param text the new text, or null if it cannot be read
  /// @param problem one line on why it cannot be read, or null
  public record Change(String path, PolicyFile text, String problem) {}

  /// Hash of the text, or the problem, of the last look by path.
  private final SequencedMap<String, String> seen = new LinkedHashMap<>();

  /// Looks at the file of a policy from now on, which has the text of `file`.
  public void follow(PolicyFile file) {
    seen.put(file.name(), file.sha256());
  }

  /// Looks at a file no more.
  public void forget(String path) {
    seen.remove(path);
  }

  /// Returns the files that are not as they were at the last look, in the order in which they were
  /// followed; a file that cannot be read is told of once.
  public List<Change> look() {
    List<Change> changes = new ArrayList<>();
    seen.replaceAll((path, before) -> {
      Change change = read(path);
      String now = change.text() == null ? change.problem() : change.text().sha256();
      if (!now.equals(before)) {
        changes.add(change);
      }
      return now;
    });
    return changes;
  }

  private static Change read(String path) {
    try {
      return new Change(path, PolicyFile.read(Path.of(path)), null);
    } catch (PolicyLoadException e) {
      return new Change(path, null, e.getMessage());
    }
  }
}
