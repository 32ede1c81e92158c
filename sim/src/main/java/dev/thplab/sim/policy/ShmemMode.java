package dev.thplab.sim.policy;

/// A choice in the `shmem_enabled` file, for anonymous shared memory.
public enum ShmemMode {
  ALWAYS("always"),
  WITHIN_SIZE("within_size"),
  ADVISE("advise"),
  NEVER("never"),
  DENY("deny"),
  FORCE("force");

  private final String text;

  ShmemMode(String text) {
    this.text = text;
  }

  /// The word in sysfs.
  public String text() {
    return text;
  }

  /// Whether some shared mapping may get an order-9 folio, sizes inheriting
  /// (`shmem_hpage_pmd_enabled`).
  boolean enablesPmd() {
    return this == ALWAYS || this == WITHIN_SIZE || this == ADVISE || this == FORCE;
  }
}
