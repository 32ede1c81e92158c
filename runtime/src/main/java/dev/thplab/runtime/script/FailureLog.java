package dev.thplab.runtime.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The first failure of each kind and place, with how often it came; later kinds are only counted.
final class FailureLog {
  private static final int MAX_DISTINCT = 8;

  private record Kind(Class<?> type, String location) {}

  private static final class Entry {
    final PolicyFailure first;
    long count;

    Entry(PolicyFailure first) {
      this.first = first;
    }
  }

  private final Map<Kind, Entry> entries = new LinkedHashMap<>();
  private long total;
  private long strikes;
  private long stalls;

  /// Makes an independent copy in which nothing counts as a strike yet.
  FailureLog withoutStrikes() {
    FailureLog copy = new FailureLog();
    copy.total = total;
    for (Map.Entry<Kind, Entry> entry : entries.entrySet()) {
      Entry counted = new Entry(entry.getValue().first);
      counted.count = entry.getValue().count;
      copy.entries.put(entry.getKey(), counted);
    }
    return copy;
  }

  void add(PolicyFailure failure) {
    total++;
    strikes++;
    if (failure.isStall()) {
      stalls++;
    }
    Kind kind = new Kind(failure.getClass(), failure.location());
    Entry entry = entries.get(kind);
    if (entry == null) {
      if (entries.size() == MAX_DISTINCT) {
        return;
      }
      entry = new Entry(failure);
      entries.put(kind, entry);
    }
    entry.count++;
  }

  long total() {
    return total;
  }

  /// Failures that count against the policy.
  long strikes() {
    return strikes;
  }

  /// Strikes for a call over the limit of time or allocation.
  long stalls() {
    return stalls;
  }

  List<CountedFailure> counted() {
    List<CountedFailure> counted = new ArrayList<>();
    for (Entry entry : entries.values()) {
      counted.add(new CountedFailure(entry.first, entry.count));
    }
    return List.copyOf(counted);
  }
}
