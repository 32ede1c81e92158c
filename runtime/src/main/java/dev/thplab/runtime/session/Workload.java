package dev.thplab.runtime.session;

import dev.thplab.sim.Machine;
import dev.thplab.sim.workload.EventSource;
import dev.thplab.sim.workload.OutOfMemory;
import dev.thplab.sim.workload.Replay;
import dev.thplab.sim.workload.ReplayException;
import dev.thplab.sim.workload.TraceEvent;
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

  /// Runs the next event on `world`, which it is part of, and notes there what was accessed; one of
  /// many accesses ends between two of them when `paused` says so, a sleep when another workload
  /// goes on, and at `untilNs`. Returns whether an event is over.
  boolean step(World world, BooleanSupplier paused, long untilNs) {
    long before = replay.done();
    TraceEvent event = replay.next();
    step(paused, Math.min(untilNs, world.othersGoOnNs(this)));
    boolean isOver = !done && replay.done() > before;
    if (isOver) {
      world.heat().add(replay.running(), event);
      world.timeline().sample(world.machine());
    }
    return isOver;
  }

  private void step(BooleanSupplier paused, long untilNs) {
    try {
      done = !replay.step(paused, untilNs);
    } catch (ReplayException e) {
      throw new SessionException("%s, %s".formatted(name, e.getMessage()));
    } catch (OutOfMemory e) {
      throw new SessionException("%s: %s".formatted(name, e.getMessage()));
    }
  }
}
