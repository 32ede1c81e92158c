package dev.thplab.runtime.session;

import dev.thplab.runtime.NearestName;
import dev.thplab.sim.Machine;
import dev.thplab.sim.page.BuddyAllocator;
import dev.thplab.sim.page.Folios;
import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.stats.LatencyHistogram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Pictures of a machine, as numbers: physical memory, fault latency, counters over time.
final class LookCalls {
  private static final int PAGEBLOCK = 1 << PhysicalMemory.PMD_ORDER;

  void addTo(Map<String, Call> calls) {
    calls.put("blocks", (world, _) -> blocks(world.machine()));
    calls.put("latency", (world, _) -> latency(world.machine().kernel().faults().latency()));
    calls.put("plot", LookCalls::plot);
  }

  /// Pages of each pageblock that are free, of order 0, of an order between, and of order 9.
  private static List<int[]> blocks(Machine machine) {
    PhysicalMemory memory = machine.kernel().memory();
    BuddyAllocator buddy = memory.buddy();
    int end = (int) buddy.managedPages();
    List<int[]> blocks = new ArrayList<>();
    for (int block = 0; block < end; block += PAGEBLOCK) {
      blocks.add(new int[4]);
    }
    int pfn = 0;
    while (pfn < end) {
      int freeOrder = buddy.freeOrder(pfn);
      int order = freeOrder >= 0 ? freeOrder : usedOrder(memory, pfn);
      int kind = freeOrder >= 0 ? 0 : kind(order);
      int next = pfn + (1 << order);
      while (pfn < next) {
        int part = Math.min(next, (pfn / PAGEBLOCK + 1) * PAGEBLOCK) - pfn;
        blocks.get(pfn / PAGEBLOCK)[kind] += part;
        pfn += part;
      }
    }
    return blocks;
  }

  private static int usedOrder(PhysicalMemory memory, int pfn) {
    int folio = memory.frames().folio(pfn);
    return folio == Folios.NONE ? 0 : memory.folios().order(folio);
  }

  private static int kind(int order) {
    if (order == 0) {
      return 1;
    }
    return order < PhysicalMemory.PMD_ORDER ? 2 : 3;
  }

  /// Faults by latency, in buckets that double, from the fastest to the slowest.
  private static List<Object> latency(LatencyHistogram histogram) {
    List<Object> rows = new ArrayList<>();
    long from = Long.highestOneBit(Math.max(1, histogram.min()));
    for (; from <= histogram.max(); from *= 2) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("fromNs", from);
      row.put("toNs", from * 2);
      row.put("faults", histogram.countBetween(from, from * 2));
      rows.add(row);
    }
    return rows;
  }

  private static Object plot(World world, Arguments arguments) {
    String counter = arguments.text(0, "counter");
    List<Timeline.Sample> samples = world.timeline().samples();
    if (samples.isEmpty()) {
      throw new SessionException("plot: nothing was recorded yet: load a workload and run it");
    }
    Set<String> names = samples.getFirst().values().keySet();
    if (!names.contains(counter)) {
      throw new SessionException(
          "plot: no counter " + counter + NearestName.question(counter, names));
    }
    List<Object> rows = new ArrayList<>();
    for (Timeline.Sample sample : samples) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("event", sample.event());
      row.put("nowNs", sample.nowNs());
      row.put("value", sample.values().get(counter));
      rows.add(row);
    }
    return rows;
  }
}
