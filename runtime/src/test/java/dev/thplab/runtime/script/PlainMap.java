package dev.thplab.runtime.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A naive model of a declared map of 50 entries.
final class PlainMap {
  private static final int ENTRIES = 50;

  private final boolean isLru;
  private final LinkedHashMap<String, Integer> map;

  PlainMap(boolean isLru) {
    this.isLru = isLru;
    map = new LinkedHashMap<>(16, 0.75f, isLru);
  }

  /// Sets (0) or deletes (1) a key.
  void apply(int operation, String key, int value) {
    if (operation == 1) {
      map.remove(key);
    } else if (map.containsKey(key) || map.size() < ENTRIES) {
      map.put(key, value);
    } else if (isLru) {
      map.remove(map.keySet().iterator().next());
      map.put(key, value);
    }
  }

  @Override
  public String toString() {
    List<String> pairs = new ArrayList<>();
    for (Map.Entry<String, Integer> entry : map.entrySet()) {
      pairs.add(entry.getKey() + "=" + entry.getValue());
    }
    return String.join(",", pairs);
  }

  /// What a policy's map holds, from the oldest entry on.
  static String contents(MapMemory memory) {
    int end = memory.shape.entries();
    List<String> pairs = new ArrayList<>();
    for (int slot = memory.links[2 * end + 1]; slot != end; slot = memory.links[2 * slot + 1]) {
      pairs.add(memory.keys[slot] + "=" + memory.values[slot]);
    }
    return String.join(",", pairs);
  }
}
