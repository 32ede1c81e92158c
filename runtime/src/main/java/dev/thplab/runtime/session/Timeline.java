package dev.thplab.runtime.session;

import dev.thplab.sim.Machine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The machine's counters over the events of its workloads, in at most [#MAX_SAMPLES] samples: when
/// they are full, every second one is dropped and the step doubles.
final class Timeline {
  static final int MAX_SAMPLES = 512;

  /// The counters after an event.
  ///
  /// @param event events run so far
  /// @param nowNs simulated time
  /// @param values the counters by name
  record Sample(long event, long nowNs, Map<String, Long> values) {}

  private final List<Sample> samples = new ArrayList<>();
  private long events;
  private long step = 1;

  /// Notes that an event ran, and takes a sample when one is due.
  void sample(Machine machine) {
    events++;
    if (events % step != 0) {
      return;
    }
    if (samples.size() == MAX_SAMPLES) {
      for (int i = MAX_SAMPLES - 2; i >= 0; i -= 2) {
        samples.remove(i);
      }
      step *= 2;
      if (events % step != 0) {
        return;
      }
    }
    Map<String, Long> values = new LinkedHashMap<>();
    machine.kernel().counters().forEach(true, values::put);
    values.put("free_bytes", machine.kernel().memory().buddy().freePages() << 12);
    samples.add(new Sample(events, machine.clock().nowNs(), values));
  }

  /// The samples, oldest first.
  List<Sample> samples() {
    return samples;
  }

  Timeline copy() {
    Timeline copy = new Timeline();
    copy.samples.addAll(samples);
    copy.events = events;
    copy.step = step;
    return copy;
  }
}
