package dev.thplab.runtime.session;

import dev.thplab.sim.Machine;
import dev.thplab.sim.workload.EventSource;
import dev.thplab.sim.workload.OutOfMemory;
import dev.thplab.sim.workload.Replay;
import dev.thplab.sim.workload.ReplayException;
import java.util.function.BooleanSupplier;

/// A recorded or generated program on its way through a machine.
final class Workload {
  private final String name;
  private final EventSource source;
  private final Replay replay;
  private boolean done;

  Workload(String name, EventSource source, Machine machine) {
    this(name, source, new Replay(machine, source));
  }

  private Workload(String name, EventSource source, Replay replay) {
    this.name = name;
    this.source = source;
    this.replay = replay;
  }

  Workload on(Machine copy) {
    Workload workload = new Workload(name, source, replay.on(copy));
    workload.done = done;
    return workload;
  }

  String name() {
    return name;
  }

  Replay replay() {
    return replay;
  }

  long nrEvents() {
    return source.length();
  }

  boolean isDone() {
    return done;
  }

  /// Runs the next event; one of many accesses ends between two of them when `paused` says so.
  void step(BooleanSupplier paused) {
    try {
      done = !replay.step(paused);
    } catch (ReplayException e) {
      throw new SessionException("%s, %s".formatted(name, e.getMessage()));
    } catch (OutOfMemory e) {
      throw new SessionException("%s: %s".formatted(name, e.getMessage()));
    }
  }
}
