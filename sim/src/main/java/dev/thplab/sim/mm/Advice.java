package dev.thplab.sim.mm;

/// Advice of madvise(2): its number on x86-64 and its name in scripts and scenarios.
public enum Advice {
  NORMAL(0, "normal"),
  RANDOM(1, "random"),
  SEQUENTIAL(2, "sequential"),
  WILLNEED(3, "willneed"),
  DONTNEED(4, "dontneed"),
  FREE(8, "free"),
  REMOVE(9, "remove"),
  DONTFORK(10, "dontfork"),
  DOFORK(11, "dofork"),
  MERGEABLE(12, "mergeable"),
  UNMERGEABLE(13, "unmergeable"),
  HUGEPAGE(14, "hugepage"),
  NOHUGEPAGE(15, "nohugepage"),
  DONTDUMP(16, "dontdump"),
  DODUMP(17, "dodump"),
  WIPEONFORK(18, "wipeonfork"),
  KEEPONFORK(19, "keeponfork"),
  COLD(20, "cold"),
  PAGEOUT(21, "pageout"),
  POPULATE_READ(22, "populate_read"),
  POPULATE_WRITE(23, "populate_write"),
  DONTNEED_LOCKED(24, "dontneed_locked"),
  COLLAPSE(25, "collapse"),
  GUARD_INSTALL(102, "guard_install"),
  GUARD_REMOVE(103, "guard_remove");

  private final int number;
  private final String text;

  Advice(int number, String text) {
    this.number = number;
    this.text = text;
  }

  /// The argument's value.
  public int number() {
    return number;
  }

  /// The lower-case name without `MADV_`.
  public String text() {
    return text;
  }

  /// Returns the advice with a number, or null if the kernel has none such.
  public static Advice ofNumber(long number) {
    for (Advice advice : values()) {
      if (advice.number == number) {
        return advice;
      }
    }
    return null;
  }

  /// Returns the advice with a lower-case name, or null if there is none such.
  public static Advice ofText(String text) {
    for (Advice advice : values()) {
      if (advice.text.equals(text)) {
        return advice;
      }
    }
    return null;
  }
}
