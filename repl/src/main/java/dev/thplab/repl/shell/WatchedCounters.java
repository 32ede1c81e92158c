package dev.thplab.repl.shell;

import dev.thplab.runtime.NearestName;
import dev.thplab.runtime.session.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Counters that are shown after each line that changed them.
final class WatchedCounters {
  private List<String> names = List.of();
  private Map<String, Long> before = Map.of();

  /// Watches these counters instead of others; refuses names that do not exist.
  void watch(Session session, List<String> wanted) {
    Map<String, Long> counters = session.counters();
    for (String name : wanted) {
      if (!counters.containsKey(name)) {
        throw new UsageException(
            "no counter " + name + NearestName.question(name, counters.keySet()));
      }
    }
    names = List.copyOf(wanted);
    before = counters;
  }

  List<String> names() {
    return names;
  }

  /// A line is about to run.
  void begin(Session session) {
    before = names.isEmpty() ? Map.of() : session.counters();
  }

  /// The line was run.
  void show(Session session, Output output) {
    if (names.isEmpty()) {
      return;
    }
    Map<String, Long> after = new LinkedHashMap<>(session.counters());
    List<String> changes = new ArrayList<>();
    for (String name : names) {
      long change = after.get(name) - before.get(name);
      if (change != 0) {
        changes.add("%s %d (%+d)".formatted(name, after.get(name), change));
      }
    }
    if (!changes.isEmpty()) {
      output.notice(String.join("   ", changes));
    }
  }
}
