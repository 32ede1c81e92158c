package dev.thplab.runtime.session;

/// A request to stop what runs, looked at between two steps of the simulation.
final class Interrupt {
  private volatile boolean wanted;

  void set() {
    wanted = true;
  }

  void clear() {
    wanted = false;
  }

  /// Ends the call if someone asked for it.
  void check() {
    if (wanted) {
      wanted = false;
      throw new SessionException("interrupted");
    }
  }
}
