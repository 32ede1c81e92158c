package dev.thplab.runtime.session;

import dev.thplab.sim.Machine;
import dev.thplab.sim.workload.OutOfMemory;
import dev.thplab.sim.workload.Replay;
import dev.thplab.sim.workload.ReplayException;
import dev.thplab.sim.workload.Trace;
import java.util.function.BooleanSupplier;

/// A recorded program on its way through a machine.
final class Workload {
  private final String name;
  private final Trace trace;
  private final Replay replay;
  private boolean done;

  Workload(String name, Trace trace, Machine machine) {
    this(name, trace, new Replay(machine, trace));
  }

  private Workload(String name, Trace trace, Replay replay) {
    this.name = name;
    this.trace = trace;
    this.replay = replay;
  }

  Workload on(Machine copy) {
    Workload workload = new Workload(name, trace, replay.on(copy));
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
    return trace.length();
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
