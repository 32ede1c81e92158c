package dev.thplab.sim.stats;

/// What one completed page fault did.
public enum FaultKind {
  /// First touch: a new anonymous folio of some order was zeroed and mapped.
  ANON("anon"),
  /// Read of untouched memory: the shared 4 KiB zero page was mapped.
  ZERO("zero"),
  /// Read of untouched memory: the huge zero folio was mapped.
  HUGE_ZERO("huge_zero"),
  /// Write to a shared page or a zero page: one page was copied.
  COW("cow"),
  /// Write to a page that is no longer shared: the mapping was made writable.
  REUSE("reuse"),
  /// Page of a file mapping.
  FILE("file"),
  /// Page of anonymous shared memory.
  SHMEM("shmem"),
  /// Nothing was left to do.
  SPURIOUS("spurious");

  private final String label;

  FaultKind(String label) {
    this.label = label;
  }

  /// The name in results.
  public String label() {
    return label;
  }
}
