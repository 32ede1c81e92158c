package dev.thplab.sim.generator;

/// What a generator lets its processes do, written a step at a time, so that no more events than
/// those of one step exist at once. One object serves one stream.
interface Program {
  /// How far it goes, in the unit of [#position].
  long length();

  /// How far it has come.
  long position();

  /// Writes what comes before the first step.
  void start(EventWriter out);

  /// Writes the next step and returns whether there was one.
  boolean step(EventWriter out);
}
