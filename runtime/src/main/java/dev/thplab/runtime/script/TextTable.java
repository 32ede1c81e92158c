package dev.thplab.runtime.script;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Numbers for the texts a policy may read, so that a guest string is made once per text and not
/// once per call.
///
/// Number 0 stands for null. A full table is emptied and starts a new epoch, which tells the guest
/// to forget its copies.
final class TextTable {
  private static final int CAPACITY = 4096;

  /// Texts by number; the guest reads it.
  final String[] texts = new String[CAPACITY];

  private final Map<String, Integer> ids = new HashMap<>();
  private int epoch;

  /// Empties the table unless `nrTexts` more fit: numbers given before are void then.
  void makeRoom(int nrTexts) {
    if (ids.size() + nrTexts >= CAPACITY) {
      ids.clear();
      Arrays.fill(texts, null);
      epoch++;
    }
  }

  int idOf(String text) {
    if (text == null) {
      return 0;
    }
    Integer id = ids.get(text);
    if (id == null) {
      id = ids.size() + 1;
      ids.put(text, id);
      texts[id] = text;
    }
    return id;
  }

  int epoch() {
    return epoch;
  }
}
