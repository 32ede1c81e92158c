package dev.thplab.runtime.session;

/// One thing that a script can ask of a world.
@FunctionalInterface
interface Call {
  /// Does it; the result is a map, list, text, number, boolean or null.
  Object run(World world, Arguments arguments);
}
