package dev.thplab.runtime.session;

import dev.thplab.runtime.scenario.ThpDisableCall;
import dev.thplab.sim.mm.Errno;
import dev.thplab.sim.task.Cgroup;
import dev.thplab.sim.task.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Processes: start, fork, exec, exit, prctl.
final class ProcessCalls {
  void addTo(Map<String, Call> calls) {
    calls.put("spawn", ProcessCalls::spawn);
    calls.put("processes", (world, _) -> processes(world));
    calls.put("process", (world, arguments) -> row(world.task(arguments.number(0, "pid"))));
    calls.put(
        "forkProcess", (world, arguments) -> world.machine().fork(task(world, arguments), 0).pid());
    calls.put("exec", ProcessCalls::exec);
    calls.put("exit", ProcessCalls::exit);
    calls.put("prctl", ProcessCalls::prctl);
  }

  private static Object spawn(World world, Arguments arguments) {
    String comm = arguments.text(0, "comm");
    arguments.checkOptions(1, List.of("cgroup"));
    String path = arguments.textOption(1, "cgroup", "/");
    Cgroup cgroup = world.machine().cgroups().find(path);
    if (cgroup == null) {
      throw SessionException.ofErrno("spawn: cgroup " + path, -Errno.ENOENT);
    }
    Task task = world.machine().spawn(0, comm);
    world.machine().migrate(task, cgroup);
    return task.pid();
  }

  private static Task task(World world, Arguments arguments) {
    return world.task(arguments.number(0, "pid"));
  }

  private static List<Object> processes(World world) {
    List<Object> rows = new ArrayList<>();
    for (Task task : world.machine().tasks()) {
      if (!task.hasExited()) {
        rows.add(row(task));
      }
    }
    return rows;
  }

  private static Map<String, Object> row(Task task) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("pid", task.pid());
    row.put("ppid", task.account().ppid());
    row.put("comm", task.comm());
    row.put("cgroup", task.cgroup().path());
    row.put("rss", task.mm().anonPages() + task.mm().shmemPages() << 12);
    row.put("thp", task.mm().pmdMappedPages() << 12);
    return row;
  }

  private static Object exec(World world, Arguments arguments) {
    Task task = task(world, arguments);
    world.machine().exec(task, arguments.text(1, "comm"), 0x5555_5555_6000L);
    return null;
  }

  private static Object exit(World world, Arguments arguments) {
    world.machine().exit(task(world, arguments));
    return null;
  }

  private static Object prctl(World world, Arguments arguments) {
    Task task = task(world, arguments);
    String name = arguments.text(1, "name");
    return switch (name) {
      case "PR_SET_THP_DISABLE" -> {
        long flags = arguments.has(3) ? arguments.number(3, "flags") : 0;
        int errno =
            ThpDisableCall.set(
                world.machine().config().kernelProfile(),
                task.mm(),
                arguments.number(2, "value"),
                flags);
        if (errno != 0) {
          throw SessionException.ofErrno("prctl", -errno);
        }
        yield 0;
      }
      case "PR_GET_THP_DISABLE" -> ThpDisableCall.get(task.mm());
      default ->
          throw new SessionException(
              "prctl: %s is not PR_SET_THP_DISABLE or PR_GET_THP_DISABLE".formatted(name));
    };
  }
}
