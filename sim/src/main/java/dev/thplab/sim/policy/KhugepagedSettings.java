package dev.thplab.sim.policy;

/// The values below /sys/kernel/mm/transparent_hugepage/khugepaged/, with the kernel's defaults.
public final class KhugepagedSettings {
  /// One tunable: its file name, default and bounds.
  public enum Key {
    DEFRAG("defrag", 1, 1),
    MAX_PTES_NONE("max_ptes_none", 511, 511),
    MAX_PTES_SWAP("max_ptes_swap", 64, 511),
    MAX_PTES_SHARED("max_ptes_shared", 256, 511),
    PAGES_TO_SCAN("pages_to_scan", 4096, Integer.MAX_VALUE),
    SCAN_SLEEP_MILLISECS("scan_sleep_millisecs", 10_000, Integer.MAX_VALUE),
    ALLOC_SLEEP_MILLISECS("alloc_sleep_millisecs", 60_000, Integer.MAX_VALUE);

    private final String file;
    private final int initial;
    private final int max;

    Key(String file, int initial, int max) {
      this.file = file;
      this.initial = initial;
      this.max = max;
    }

    /// The file's name.
    public String file() {
      return file;
    }

    /// The largest value the kernel accepts.
    public int max() {
      return max;
    }

    /// The smallest value the kernel accepts.
    public int min() {
      return this == PAGES_TO_SCAN ? 1 : 0;
    }
  }

  private final int[] values = new int[Key.values().length];
  private int nrChanges;

  KhugepagedSettings() {
    for (Key key : Key.values()) {
      values[key.ordinal()] = key.initial;
    }
  }

  public int get(Key key) {
    return values[key.ordinal()];
  }

  /// Sets a tunable; a value outside its bounds is refused, as the kernel does with EINVAL.
  public void set(Key key, int value) {
    if (value < key.min() || value > key.max()) {
      throw new IllegalArgumentException(
          "khugepaged/%s (%d) must be in [%d, %d]"
              .formatted(key.file, value, key.min(), key.max()));
    }
    nrChanges++;
    values[key.ordinal()] = value;
  }

  int nrChanges() {
    return nrChanges;
  }

  KhugepagedSettings copy() {
    KhugepagedSettings copy = new KhugepagedSettings();
    System.arraycopy(values, 0, copy.values, 0, values.length);
    return copy;
  }
}
