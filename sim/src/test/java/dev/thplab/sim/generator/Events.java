package dev.thplab.sim.generator;

import dev.thplab.sim.workload.EventSource;
import dev.thplab.sim.workload.EventStream;
import dev.thplab.sim.workload.TraceEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Workloads for tests, and their events as text.
final class Events {
  private Events() {}

  /// The generator `name` with `values` over its defaults.
  static GeneratedWorkload workload(String name, Map<String, ? extends Number> values) {
    Generator generator = Generator.byName(name);
    Parameters parameters =
        new Parameters(generator.parameters(), new LinkedHashMap<>(Map.copyOf(values)));
    return new GeneratedWorkload(generator, parameters, name);
  }

  /// Every event of a stream.
  static List<TraceEvent> of(EventSource source) {
    List<TraceEvent> events = new ArrayList<>();
    EventStream stream = source.open();
    for (TraceEvent event = stream.next(); event != null; event = stream.next()) {
      events.add(event);
    }
    return events;
  }

  /// The events as text: accesses as `r` or `w` and the offsets in their 2 TiB region, whose number
  /// stands before a colon; of a run of cache lines the first and the last.
  static List<String> text(EventSource source) {
    return of(source).stream().map(Events::text).toList();
  }

  private static String text(TraceEvent event) {
    return switch (event) {
      case TraceEvent.Accesses accesses -> {
        StringBuilder text = new StringBuilder(accesses.write() ? "w" : "r");
        long[] all = accesses.addresses();
        for (int i = 0; i < all.length; i++) {
          boolean inRun =
              i > 0 && i + 1 < all.length && all[i] - all[i - 1] == 64 && all[i + 1] - all[i] == 64;
          if (!inRun) {
            text.append(' ').append(place(all[i]));
          }
        }
        yield text.toString();
      }
      case TraceEvent.Switch e -> "pid " + e.pid();
      case TraceEvent.Exec e -> "exec " + e.comm();
      case TraceEvent.Mmap e -> "mmap " + place(e.address()) + " " + e.length();
      case TraceEvent.Madvise e ->
          "madvise " + place(e.address()) + " " + e.length() + " " + e.advice();
      case TraceEvent.Faults e -> "fill " + place(e.page() << 12) + " " + e.count();
      case TraceEvent.ForkTo e -> "fork " + e.childPid();
      case TraceEvent.Exit _ -> "exit";
      case TraceEvent.Work e -> "work " + e.nanoseconds();
      case TraceEvent.OperationStart e -> "start " + e.name();
      case TraceEvent.OperationEnd e -> "end " + e.name();
      default -> event.toString();
    };
  }

  private static String place(long address) {
    long offset = address - Layout.region(0);
    return offset / (2 * Layout.MAX_BYTES) + ":" + offset % (2 * Layout.MAX_BYTES);
  }
}
