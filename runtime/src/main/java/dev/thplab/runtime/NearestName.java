package dev.thplab.runtime;

import java.util.Collection;

/// The name that somebody probably meant by one that does not exist.
public final class NearestName {
  private NearestName() {}

  /// Returns the first of `known` with the fewest edits to `name`, or null if none is near enough
  /// to be meant.
  public static String of(String name, Collection<String> known) {
    String nearest = null;
    int fewest = Math.max(2, name.length() / 3) + 1;
    for (String candidate : known) {
      int edits = distance(name, candidate);
      if (edits < fewest) {
        fewest = edits;
        nearest = candidate;
      }
    }
    return nearest;
  }

  /// Returns `, did you mean 'x'?`, or nothing if no name is near.
  public static String question(String name, Collection<String> known) {
    String nearest = of(name, known);
    return nearest == null ? "" : ", did you mean '" + nearest + "'?";
  }

  /// Edits that turn `a` into `b`: insertions, deletions and substitutions (Levenshtein), case
  /// aside.
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same =
            Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
        int substitute = diagonal + (same ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitute, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
