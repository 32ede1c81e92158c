package dev.thplab.repl.shell;

/// How a line ended.
enum Ending {
  /// It did what it should.
  DONE,

  /// It failed, always at the same place.
  FAILED,

  /// It was stopped from outside, at a place that no replay finds again.
  STOPPED
}
