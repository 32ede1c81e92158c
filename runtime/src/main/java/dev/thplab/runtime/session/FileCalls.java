package dev.thplab.runtime.session;

import dev.thplab.sim.Machine;
import dev.thplab.sim.page.BuddyAllocator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The kernel's files and counters.
final class FileCalls {
  private static final String THP = "/sys/kernel/mm/transparent_hugepage/";

  void addTo(Map<String, Call> calls) {
    calls.put("read", FileCalls::read);
    calls.put("write", FileCalls::write);
    calls.put("vmstat", FileCalls::vmstat);
    calls.put("buddyinfo", FileCalls::buddyinfo);
  }

  private static Object read(World world, Arguments arguments) {
    String path = arguments.text(0, "path");
    try {
      return world.machine().thpSysfs().read(relative(path)) + "\n";
    } catch (IllegalArgumentException _) {
      throw new SessionException(path + ": no such file");
    }
  }

  private static Object write(World world, Arguments arguments) {
    String path = arguments.text(0, "path");
    try {
      world.machine().thpSysfs().write(relative(path), arguments.text(1, "text").strip());
    } catch (IllegalArgumentException e) {
      throw new SessionException(THP + e.getMessage());
    }
    return null;
  }

  private static String relative(String path) {
    return path.startsWith(THP) ? path.substring(THP.length()) : path;
  }

  private static Object vmstat(World world, Arguments arguments) {
    String part = arguments.has(0) ? arguments.text(0, "pattern") : "";
    Map<String, Object> values = new LinkedHashMap<>();
    world
        .machine()
        .kernel()
        .counters()
        .forEach(
            true,
            (name, value) -> {
              if (name.contains(part)) {
                values.put(name, value);
              }
            });
    return values;
  }

  private static Object buddyinfo(World world, Arguments arguments) {
    Machine machine = world.machine();
    List<Object> free = new ArrayList<>();
    for (int order = 0; order <= BuddyAllocator.MAX_ORDER; order++) {
      free.add(machine.kernel().memory().buddy().freeBlocks(order));
    }
    return free;
  }
}
