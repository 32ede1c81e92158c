package dev.thplab.sim.hw;

/// The shape of one translation structure: entries, ways, and how many of the ways of a set a 2 MiB
/// page may take.
///
/// The number of sets is `entries / ways` and need not be a power of two. `hugeWays` equals `ways`
/// unless only a part of the structure holds 2 MiB pages.
public record TlbGeometry(int entries, int ways, int hugeWays) {
  private static final int MAX_ENTRIES = 1 << 20;

  public TlbGeometry {
    if (entries < 1 || entries > MAX_ENTRIES) {
      throw new IllegalArgumentException(
          "entries (" + entries + ") must be in [1, " + MAX_ENTRIES + "]");
    }
    if (ways < 1 || entries % ways != 0) {
      throw new IllegalArgumentException(
          "ways (" + ways + ") must divide entries (" + entries + ")");
    }
    if (hugeWays < 1 || hugeWays > ways) {
      throw new IllegalArgumentException(
          "hugeWays (" + hugeWays + ") must be in [1, " + ways + "]");
    }
  }

  /// A structure of which pages of any size may take every way.
  public static TlbGeometry of(int entries, int ways) {
    return new TlbGeometry(entries, ways, ways);
  }

  /// A structure with one set.
  public static TlbGeometry fullyAssociative(int entries) {
    return of(entries, entries);
  }

  public int sets() {
    return entries / ways;
  }
}
