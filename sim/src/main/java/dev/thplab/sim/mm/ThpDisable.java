package dev.thplab.sim.mm;

/// State of prctl(PR_SET_THP_DISABLE) of a process; fork and exec inherit it.
public enum ThpDisable {
  NO("no"),
  /// No huge pages at all.
  COMPLETELY("completely"),
  /// `PR_THP_DISABLE_EXCEPT_ADVISED` (6.18): only where madvise asks for them.
  EXCEPT_ADVISED("except-advised");

  private final String text;

  ThpDisable(String text) {
    this.text = text;
  }

  /// The word for it in scripts.
  public String text() {
    return text;
  }
}
