package dev.thplab.runtime.script;

/// Why a policy was ejected, as sched_ext sorts the exits of a scheduler (`enum scx_exit_kind`).
public enum ExitKind {
  /// It threw, gave a bad answer or made the engine fail: `SCX_EXIT_ERROR_BPF`.
  ERROR("error"),

  /// It broke the statement limit, which is the same in every run: `SCX_EXIT_ERROR`.
  ERROR_LIMIT("error-limit"),

  /// The watchdog stopped it, for its time, its allocation or what it keeps:
  /// `SCX_EXIT_ERROR_STALL`.
  ERROR_STALL("error-stall"),

  /// Its worker process was killed or ended: `SCX_EXIT_SYSRQ`, from outside.
  ERROR_WORKER("error-worker");

  private final String label;

  ExitKind(String label) {
    this.label = label;
  }

  /// What messages and results call it.
  public String label() {
    return label;
  }
}
