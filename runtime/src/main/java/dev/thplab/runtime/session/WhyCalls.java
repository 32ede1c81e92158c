package dev.thplab.runtime.session;

import dev.thplab.runtime.explain.Why;
import dev.thplab.sim.task.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Why memory is as it is.
final class WhyCalls {
  void addTo(Map<String, Call> calls) {
    calls.put("why", WhyCalls::why);
  }

  /// Why the page at an address is part of a huge page or is not; without a pid, in the one process
  /// that maps it.
  private static Object why(World world, Arguments arguments) {
    long address = arguments.address(0);
    int pid = arguments.has(1) ? (int) arguments.number(1, "pid") : owner(world, address);
    Why why = Why.of(world.machine(), world.decisions(), pid, address);
    Map<String, Object> row = new LinkedHashMap<>(why.asMap());
    row.put("text", why.text());
    return row;
  }

  private static int owner(World world, long address) {
    List<Integer> pids =
        world.machine().tasks().stream()
            .filter(task -> !task.hasExited() && task.mm().vmas().lookup(address) != null)
            .map(Task::pid)
            .toList();
    if (pids.size() != 1) {
      throw new SessionException(
          pids.isEmpty()
              ? "why: no process maps %x".formatted(address)
              : "why: processes %s map %x; name one".formatted(pids, address));
    }
    return pids.getFirst();
  }
}
