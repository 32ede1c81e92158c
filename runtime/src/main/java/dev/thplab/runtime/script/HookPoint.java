package dev.thplab.runtime.script;

/// When a policy's further functions are called, beside the one that the fault path calls.
public enum HookPoint {
  /// While a question is answered, by the contract's adapter.
  QUESTION,

  /// After an attach, or an update of the link.
  ATTACH,

  /// After a detach, or an update of the link.
  DETACH,

  /// After a process that the policy is asked about has forked.
  FORK,

  /// Before a process that the policy is asked about ends.
  EXIT,

  /// Before the first question, and before the first one that comes at least a period after the
  /// last tick. What a quiet machine missed is not made up for.
  TICK,

  /// Never yet: the machine has no memory pressure.
  PRESSURE
}
