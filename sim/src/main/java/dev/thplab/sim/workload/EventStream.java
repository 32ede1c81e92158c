package dev.thplab.sim.workload;

/// Events one after the other, made when they are asked for.
public interface EventStream {
  /// The next event, or null behind the last.
  TraceEvent next();

  /// Steps begun so far, of [EventSource#length].
  long position();
}
