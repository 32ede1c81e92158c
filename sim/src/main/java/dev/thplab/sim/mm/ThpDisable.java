package dev.thplab.sim.mm;

/// State of prctl(PR_SET_THP_DISABLE) of a process; fork and exec inherit it.
public enum ThpDisable {
  NO,
  /// No huge pages at all.
  COMPLETELY,
  /// `PR_THP_DISABLE_EXCEPT_ADVISED` (6.18): only where madvise asks for them.
  EXCEPT_ADVISED
}
