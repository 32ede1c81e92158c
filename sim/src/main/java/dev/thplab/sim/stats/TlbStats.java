package dev.thplab.sim.stats;

/// Address translations of one machine or one process.
public final class TlbStats {
  private long accesses;
  private long l1Misses;
  private long walks;
  private long walkCycles;

  /// Adds what one run of accesses did; `cycles` are those of page walks.
  public void add(long newAccesses, long newL1Misses, long newWalks, long cycles) {
    accesses += newAccesses;
    l1Misses += newL1Misses;
    walks += newWalks;
    walkCycles += cycles;
  }

  /// Loads and stores translated.
  public long accesses() {
    return accesses;
  }

  /// Translations that missed the first-level data TLB.
  public long l1Misses() {
    return l1Misses;
  }

  /// Translations that missed both levels; each is one page walk.
  public long walks() {
    return walks;
  }

  /// Cycles spent in page walks.
  public long walkCycles() {
    return walkCycles;
  }

  /// Returns an independent copy.
  public TlbStats copy() {
    TlbStats copy = new TlbStats();
    copy.add(accesses, l1Misses, walks, walkCycles);
    return copy;
  }
}
