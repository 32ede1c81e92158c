package dev.thplab.runtime.policytest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The snapshots that the tests of one file ask for, held against those that are kept.
final class Snapshots {
  private final SnapshotFile file;
  private final SnapshotMode mode;
  private final SortedMap<String, String> kept;
  private final SortedMap<String, String> written = new TreeMap<>();
  private final Set<String> asked = new HashSet<>();
  private int matched;

  Snapshots(SnapshotFile file, SnapshotMode mode) {
    this.file = file;
    this.mode = mode;
    kept = file.read();
  }

  /// The name of the `number`-th snapshot of a test.
  static String name(String test, String hint, int number) {
    return "%s [%s%d]".formatted(test, hint == null ? "" : hint + " ", number);
  }

  /// Takes note of a value. Returns null if it is as kept, or is kept from now on; else what a
  /// person expects to see there.
  String check(String name, String value) {
    asked.add(name);
    String before = kept.get(name);
    if (value.equals(before)) {
      matched++;
      return null;
    }
    if (mode == SnapshotMode.UPDATE || before == null && mode == SnapshotMode.WRITE_NEW) {
      written.put(name, value);
      return null;
    }
    return before == null ? "a snapshot '%s'; none is kept".formatted(name) : before;
  }

  /// Writes what has changed.
  ///
  /// @param tests all tests of the file
  /// @param complete those that came to their end and thus asked for all they have
  SnapshotCounts close(List<String> tests, List<String> complete) {
    List<String> obsolete = new ArrayList<>();
    for (String name : kept.keySet()) {
      String test = name.substring(0, Math.max(0, name.lastIndexOf(" [")));
      if (!asked.contains(name) && (!tests.contains(test) || complete.contains(test))) {
        obsolete.add(name);
      }
    }
    boolean removes = mode == SnapshotMode.UPDATE && !obsolete.isEmpty();
    if (!written.isEmpty() || removes) {
      SortedMap<String, String> values = new TreeMap<>(kept);
      values.putAll(written);
      if (removes) {
        values.keySet().removeAll(obsolete);
      }
      file.write(values);
    }
    return removes
        ? new SnapshotCounts(matched, written.size(), obsolete.size(), List.of())
        : new SnapshotCounts(matched, written.size(), 0, obsolete);
  }
}
