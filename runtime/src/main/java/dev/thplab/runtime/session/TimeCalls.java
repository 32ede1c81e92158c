package dev.thplab.runtime.session;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.workload.GeneratorSpec;
import dev.thplab.sim.workload.EventSource;
import dev.thplab.sim.workload.Trace;
import dev.thplab.sim.workload.TraceFormatException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What makes a machine go: recorded programs and the passing of time.
final class TimeCalls {
  private static final List<String> RUN_OPTIONS = List.of("until");
  private static final int CHECK_EVERY = 64;
  private static final int TOUCHES_A_CHECK = 4096;

  private final Interrupt interrupt;
  private final PolicyNotices notices;
  private final Observer observer;
  private final HostPaths paths;
  private final long seed;

  /// `seed` is that of generated programs.
  TimeCalls(
      Interrupt interrupt, PolicyNotices notices, Observer observer, HostPaths paths, long seed) {
    this.paths = paths;
    this.seed = seed;
    this.interrupt = interrupt;
    this.notices = notices;
    this.observer = observer;
  }

  void addTo(Map<String, Call> calls) {
    calls.put("load", this::load);
    calls.put("workloads", (world, _) -> world.workloads().stream().map(TimeCalls::row).toList());
    calls.put("step", this::step);
    calls.put("run", this::run);
    calls.put("now", (world, _) -> world.machine().clock().nowNs());
  }

  private Object load(World world, Arguments arguments) {
    String program = arguments.text(0, "trace");
    if (GeneratorSpec.isGenerator(program)) {
      world.workloads().add(new Workload(program, generated(program), world.machine()));
      return world.workloads().size() - 1;
    }
    String file = paths.resolve(program);
    try {
      Trace trace = Trace.read(Path.of(file));
      world.workloads().add(new Workload(file, trace, world.machine()));
    } catch (TraceFormatException e) {
      throw new InputException(e.getMessage(), e);
    } catch (NoSuchFileException e) {
      throw new InputException(file + ": no such file", e);
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
    }
    return world.workloads().size() - 1;
  }

  private EventSource generated(String text) {
    try {
      return GeneratorSpec.parse(text, seed).workload();
    } catch (IllegalArgumentException e) {
      throw new SessionException("load: " + e.getMessage());
    }
  }

  private static Map<String, Object> row(Workload workload) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", workload.name());
    row.put("events", workload.nrEvents());
    row.put("done", workload.replay().position());
    row.put("faults", workload.replay().faultsTaken());
    return row;
  }

  /// Runs the next events of the workloads, those that are least far in time first.
  private Object step(World world, Arguments arguments) {
    long wanted = arguments.has(0) ? arguments.number(0, "events") : 1;
    return advance(world, wanted, Long.MAX_VALUE);
  }

  /// Goes on with accesses that a stop interrupted, then runs the workloads to their end or until a
  /// time; without a workload only time passes.
  private Object run(World world, Arguments arguments) {
    arguments.checkOptions(0, RUN_OPTIONS);
    long until = arguments.timeOption(0, "until", Long.MAX_VALUE);
    if (world.next() == null && world.walk() == null && until == Long.MAX_VALUE) {
      throw new SessionException("run: nothing to run: load a trace, or say until when");
    }
    if (world.walk() != null) {
      world.walk().run(world, observer, interrupt, TOUCHES_A_CHECK);
    }
    Map<String, Object> result = advance(world, Long.MAX_VALUE, until);
    if (until != Long.MAX_VALUE) {
      sleep(world, until);
    }
    result.put("nowNs", world.machine().clock().nowNs());
    return result;
  }

  /// Lets time pass, from one wake-up of khugepaged to the next.
  private void sleep(World world, long untilNs) {
    while (world.nowNs() < untilNs && !observer.stops(world)) {
      interrupt.check();
      world.sleep(untilNs);
    }
  }

  private Map<String, Object> advance(World world, long events, long untilNs) {
    List<Object> names = new ArrayList<>();
    long done = 0;
    for (Workload next = world.next();
        next != null && done < events && next.replay().timeNs() < untilNs && !observer.stops(world);
        next = world.next()) {
      if (next.step(world, () -> observer.stops(world), untilNs)) {
        done++;
      } else if (next.isDone()) {
        names.add(next.name());
      }
      if (done % CHECK_EVERY == 0) {
        notices.look(world);
        interrupt.check();
      }
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("events", done);
    result.put("nowNs", world.machine().clock().nowNs());
    result.put("finished", names);
    return result;
  }
}
