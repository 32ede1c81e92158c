package dev.thplab.runtime.livekernel;

/// What came of comparing the simulated machine with the kernel on one scenario.
public enum Verdict {
  /// The kernel does the same.
  AGREES,

  /// The same but for `thp_zero_page_alloc`: another process held the huge zero folio, so that the
  /// scenario need not allocate it.
  AGREES_WITHOUT_HUGE_ZERO,

  /// Nearly all of several runs of the kernel were the same, but one was not.
  AGREES_MOSTLY,

  /// The kernel does something else, each time the same.
  DIFFERS,

  /// The kernel's runs differ from one another; one of them is what the simulated machine does.
  VARIES_AROUND,

  /// The kernel's runs differ from one another, and all from the simulated machine.
  VARIES,

  /// The scenario cannot be run.
  NOT_RUN;

  /// Whether the scenario could be compared and there was no difference.
  public boolean agrees() {
    return this == AGREES || this == AGREES_WITHOUT_HUGE_ZERO || this == AGREES_MOSTLY;
  }
}
