package dev.thplab.sim.workload;

/// What a machine can be made to do: a recorded program ([Trace]) or a generated one.
///
/// It never changes: each stream of it brings the same events.
public interface EventSource {
  /// Name of the program, for people.
  String name();

  /// How far a stream goes, in its own steps: the events of a trace, the steps of a generator.
  long length();

  /// Starts a stream at the first event.
  EventStream open();

  /// Where event `index`, from 0, comes from: `line 6` of a trace, or what a generator was asked
  /// for.
  String place(long index);
}
