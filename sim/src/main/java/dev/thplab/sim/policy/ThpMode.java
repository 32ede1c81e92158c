package dev.thplab.sim.policy;

/// A choice in an `enabled` file: the global one has all but `INHERIT`, a size's one has all four.
public enum ThpMode {
  ALWAYS("always"),
  INHERIT("inherit"),
  MADVISE("madvise"),
  NEVER("never");

  private final String text;

  ThpMode(String text) {
    this.text = text;
  }

  /// The word in sysfs.
  public String text() {
    return text;
  }
}
