package dev.thplab.sim.policy;

/// The questions of a machine about which policies that cover one process disagreed.
final class ConflictTally {
  private long questions;

  long questions() {
    return questions;
  }

  void count() {
    questions++;
  }

  ConflictTally copy() {
    ConflictTally copy = new ConflictTally();
    copy.questions = questions;
    return copy;
  }
}
