package dev.thplab.runtime.session;

import dev.thplab.sim.mm.Vma;
import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.task.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which memory is accessed how often.
final class HeatCalls {
  /// Parts that a VMA is divided into.
  private static final int PARTS = 40;

  void addTo(Map<String, Call> calls) {
    calls.put("heat", (world, _) -> vmas(world));
    calls.put("regionHeat", HeatCalls::region);
  }

  /// A row for each VMA that was accessed, with the accesses to each of its parts.
  private static List<Object> vmas(World world) {
    List<Object> rows = new ArrayList<>();
    for (Task task : world.machine().tasks()) {
      for (int i = 0; !task.hasExited() && i < task.mm().vmas().size(); i++) {
        Vma vma = task.mm().vmas().get(i);
        long accesses = world.heat().sum(task.pid(), vma.start(), vma.end());
        if (accesses > 0) {
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("pid", task.pid());
          row.put("name", vma.name());
          row.put("start", vma.start());
          row.put("end", vma.end());
          row.put("accesses", accesses);
          row.put("parts", parts(world.heat(), task.pid(), vma));
          rows.add(row);
        }
      }
    }
    return rows;
  }

  private static List<Long> parts(Heat heat, int pid, Vma vma) {
    long nrPages = vma.end() - vma.start() >> PhysicalMemory.PAGE_SHIFT;
    int nrParts = (int) Math.min(PARTS, nrPages);
    List<Long> parts = new ArrayList<>();
    for (int part = 0; part < nrParts; part++) {
      long from = vma.start() + (nrPages * part / nrParts << PhysicalMemory.PAGE_SHIFT);
      long to = vma.start() + (nrPages * (part + 1) / nrParts << PhysicalMemory.PAGE_SHIFT);
      parts.add(heat.sum(pid, from, to));
    }
    return parts;
  }

  /// Of a region: pid, start, length.
  private static Object region(World world, Arguments arguments) {
    long start = arguments.bytes(1, "start");
    int pid = (int) arguments.number(0, "pid");
    return world.heat().runs(pid, start, start + arguments.bytes(2, "length"));
  }
}
