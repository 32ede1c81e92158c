package dev.thplab.runtime.session;

/// A request to stop what runs, looked at between two steps of the simulation.
final class Interrupt {
  private volatile boolean wanted;
  private volatile boolean taken;

  void set() {
    wanted = true;
  }

  void clear() {
    wanted = false;
    taken = false;
  }

  /// Whether a call ended because of it since [#clear].
  boolean wasTaken() {
    return taken;
  }

  /// Ends the call if someone asked for it.
  void check() {
    if (wanted) {
      wanted = false;
      taken = true;
      throw new SessionException("interrupted");
    }
  }
}
