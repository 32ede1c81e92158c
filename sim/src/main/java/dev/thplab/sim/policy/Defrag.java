package dev.thplab.sim.policy;

/// A choice in the `defrag` file: how hard a fault works for a huge page.
public enum Defrag {
  ALWAYS("always"),
  DEFER("defer"),
  DEFER_MADVISE("defer+madvise"),
  MADVISE("madvise"),
  NEVER("never");

  private final String text;

  Defrag(String text) {
    this.text = text;
  }

  /// The word in sysfs.
  public String text() {
    return text;
  }
}
