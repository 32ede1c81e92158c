package dev.thplab.runtime.script;

import java.util.Arrays;

/// What one map of a policy holds, in arrays that maps.js reads and writes.
///
/// Keys and values are numbers, strings and booleans. An entry of a hash is in a slot, the same
/// place of [#keys] and [#values]; a slot without a key is free.
final class MapMemory {
  final MapShape shape;

  /// Keys by slot; an array has none.
  final Object[] keys;

  final Object[] values;

  /// A ring from the oldest entry to the newest: slot `s` has the one before it at `2 * s` and the
  /// one behind it at `2 * s + 1`, where slot `entries` is the ring's end. Free slots are a list by
  /// the latter, which ends with -1. Behind the ring: the first free slot, and the number of
  /// entries.
  final int[] links;

  /// Makes an empty map.
  MapMemory(MapShape shape) {
    this.shape = shape;
    values = new Object[shape.entries()];
    if (shape.isArray()) {
      keys = new Object[0];
      links = new int[0];
      Arrays.fill(values, 0);
    } else {
      keys = new Object[shape.entries()];
      links = new int[2 * shape.entries() + 4];
      link();
    }
  }

  private MapMemory(MapMemory other) {
    shape = other.shape;
    keys = other.keys.clone();
    values = other.values.clone();
    links = other.links.clone();
  }

  MapMemory copy() {
    return new MapMemory(this);
  }

  /// Puts the links in order if a call was stopped while it changed them: which entry is older than
  /// which is forgotten then.
  void repair() {
    if (!shape.isArray() && !isLinked()) {
      link();
    }
  }

  private boolean isLinked() {
    int end = shape.entries();
    int linked = 0;
    for (int slot = next(end), last = end; slot != end; last = slot, slot = next(slot)) {
      boolean valid = slot >= 0 && slot < end && keys[slot] != null;
      if (!valid || links[2 * slot] != last || ++linked > end) {
        return false;
      }
    }
    int free = 0;
    for (int slot = links[freeAt()]; slot != -1; slot = next(slot)) {
      if (slot < 0 || slot >= end || keys[slot] != null || ++free > end) {
        return false;
      }
    }
    return linked == links[sizeAt()] && linked + free == end && links[2 * end] == newest();
  }

  private int newest() {
    int end = shape.entries();
    int newest = end;
    for (int slot = next(end); slot != end; slot = next(slot)) {
      newest = slot;
    }
    return newest;
  }

  private void link() {
    int end = shape.entries();
    int newest = end;
    int free = -1;
    int size = 0;
    for (int slot = end - 1; slot >= 0; slot--) {
      if (keys[slot] == null) {
        links[2 * slot + 1] = free;
        free = slot;
      }
    }
    for (int slot = 0; slot < end; slot++) {
      if (keys[slot] != null) {
        links[2 * slot] = newest;
        links[2 * newest + 1] = slot;
        newest = slot;
        size++;
      }
    }
    links[2 * newest + 1] = end;
    links[2 * end] = newest;
    links[freeAt()] = free;
    links[sizeAt()] = size;
  }

  private int next(int slot) {
    return links[2 * slot + 1];
  }

  private int freeAt() {
    return 2 * shape.entries() + 2;
  }

  private int sizeAt() {
    return 2 * shape.entries() + 3;
  }
}
