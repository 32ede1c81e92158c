package dev.thplab.runtime.session;

import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.task.Task;
import dev.thplab.sim.workload.TraceEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How often each page of each process was accessed since boot: by touch() and read(), and by
/// programs, of which recorded traces know the accesses that faulted.
final class Heat {
  private static final int RANGE_PAGES = 1 << PhysicalMemory.PMD_ORDER;

  /// Counts of the pages of each 2 MiB range with an access, by pid and number of the range.
  private final Map<Integer, TreeMap<Long, int[]>> ranges = new TreeMap<>();

  Heat copy() {
    Heat copy = new Heat();
    ranges.forEach((pid, counts) -> {
      TreeMap<Long, int[]> kept = new TreeMap<>();
      counts.forEach((range, pages) -> kept.put(range, pages.clone()));
      copy.ranges.put(pid, kept);
    });
    return copy;
  }

  /// Counts an access.
  void add(int pid, long address) {
    long page = address >> PhysicalMemory.PAGE_SHIFT;
    ranges.computeIfAbsent(pid, _ -> new TreeMap<>())
        .computeIfAbsent(page / RANGE_PAGES, _ -> new int[RANGE_PAGES])[
        (int) (page % RANGE_PAGES)]++;
  }

  /// Counts the accesses of an event of a trace, if it has any; `running` is null before the first
  /// process.
  void add(Task running, TraceEvent event) {
    if (running == null) {
      return;
    }
    if (event instanceof TraceEvent.Faults faults) {
      for (int i = 0; i < faults.count(); i++) {
        add(running.pid(), faults.page() + i * faults.stride() << PhysicalMemory.PAGE_SHIFT);
      }
    } else if (event instanceof TraceEvent.Accesses accesses) {
      for (long address : accesses.addresses()) {
        add(running.pid(), address);
      }
    }
  }

  /// Accesses to a page, by its number.
  private int count(int pid, long page) {
    TreeMap<Long, int[]> counts = ranges.get(pid);
    int[] pages = counts == null ? null : counts.get(page / RANGE_PAGES);
    return pages == null ? 0 : pages[(int) (page % RANGE_PAGES)];
  }

  /// Accesses to the pages of `[start, end)`.
  long sum(int pid, long start, long end) {
    long sum = 0;
    long last = end >> PhysicalMemory.PAGE_SHIFT;
    for (long page = start >> PhysicalMemory.PAGE_SHIFT; page < last; page++) {
      sum += count(pid, page);
    }
    return sum;
  }

  /// The pages of `[start, end)` that were accessed, neighbours with the same count in one row.
  List<Object> runs(int pid, long start, long end) {
    List<Object> runs = new ArrayList<>();
    long first = start >> PhysicalMemory.PAGE_SHIFT;
    long last = end >> PhysicalMemory.PAGE_SHIFT;
    for (long page = first; page < last; ) {
      int count = count(pid, page);
      long next = page + 1;
      while (next < last && count(pid, next) == count) {
        next++;
      }
      if (count > 0) {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("offset", page - first << PhysicalMemory.PAGE_SHIFT);
        run.put("bytes", next - page << PhysicalMemory.PAGE_SHIFT);
        run.put("accesses", count);
        runs.add(run);
      }
      page = next;
    }
    return runs;
  }
}
