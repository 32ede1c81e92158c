package dev.thplab.runtime.script;

import java.lang.reflect.Array;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/// Adds up everything that can be reached from some objects of a guest context: the objects of the
/// guest and what the engine made for them, down to what all contexts of an engine share.
///
/// Sizes are those of a 64-bit JVM with uncompressed references, whatever this one does, so that
/// the same objects always give the same sum. Not for use while the guest runs.
final class ReachableMemory {
  private static final int REFERENCE_BYTES = 8;
  private static final int ARRAY_HEADER_BYTES = 16;

  /// An entry of a collection of the JDK, whose fields cannot be read.
  private static final int ENTRY_BYTES = 48;

  private static final int NUMBER_BYTES = 24;

  /// Any other object of the JDK.
  private static final int OPAQUE_BYTES = 32;

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> open = new ArrayDeque<>();
  private long bytes;

  private ReachableMemory() {}

  /// Returns the bytes that are reachable from `roots`.
  static long bytes(Collection<?> roots) {
    ReachableMemory memory = new ReachableMemory();
    roots.forEach(memory::reach);
    while (!memory.open.isEmpty()) {
      memory.count(memory.open.pop());
    }
    return memory.bytes;
  }

  private void reach(Object object) {
    if (object != null && seen.add(object)) {
      open.push(object);
    }
  }

  private void count(Object object) {
    switch (object) {
      case Object[] array -> {
        add(ARRAY_HEADER_BYTES + (long) REFERENCE_BYTES * array.length);
        for (Object element : array) {
          reach(element);
        }
      }
      case String text -> add(OPAQUE_BYTES + ARRAY_HEADER_BYTES + text.length());
      case Number _ -> add(NUMBER_BYTES);
      case Map<?, ?> map when isOfTheJdk(map) -> {
        add(OPAQUE_BYTES + (long) ENTRY_BYTES * map.size());
        map.forEach((key, value) -> {
          reach(key);
          reach(value);
        });
      }
      case Collection<?> elements when isOfTheJdk(elements) -> {
        add(OPAQUE_BYTES + (long) ENTRY_BYTES * elements.size());
        elements.forEach(this::reach);
      }
      case Object other when other.getClass().isArray() ->
          add(
              ARRAY_HEADER_BYTES
                  + (long) Array.getLength(other)
                      * ObjectLayout.bytesOf(other.getClass().getComponentType()));
      case Object other when isOfTheJdk(other) -> add(OPAQUE_BYTES);
      default -> {
        ObjectLayout layout = ObjectLayout.of(object.getClass());
        add(layout.bytes());
        layout.forEachReference(object, this::reach);
      }
    }
  }

  private static boolean isOfTheJdk(Object object) {
    return ObjectLayout.isOfTheJdk(object.getClass());
  }

  private void add(long size) {
    bytes += (size + 7) & ~7L;
  }
}
