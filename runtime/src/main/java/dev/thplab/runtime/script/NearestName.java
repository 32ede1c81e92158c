package dev.thplab.runtime.script;

import java.util.Collection;
import java.util.Locale;

/// Finds the name that a misspelt one was probably meant to be.
final class NearestName {
  private static final int MAX_EDITS = 3;

  private NearestName() {}

  /// Returns `; did you mean X?`, or nothing when no name is near.
  static String hint(String wrong, Collection<String> names) {
    String nearest = null;
    int fewest = Math.min(MAX_EDITS, wrong.length() / 2) + 1;
    for (String name : names) {
      int edits = edits(wrong.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (edits < fewest) {
        nearest = name;
        fewest = edits;
      }
    }
    return nearest == null ? "" : "; did you mean " + nearest + "?";
  }

  /// Levenshtein's distance, row by row.
  private static int edits(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(previous[j], row[j - 1]) + 1);
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
