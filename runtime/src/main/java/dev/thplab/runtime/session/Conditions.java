package dev.thplab.runtime.session;

import dev.thplab.runtime.InputException;

/// Evaluates what a stop waits for: functions of a script, given as their text.
public interface Conditions {
  /// Makes sure that a text is a function.
  ///
  /// @throws InputException if it is not
  void check(String function);

  /// Whether a function is true of facts, an object in JSON.
  ///
  /// @throws InputException if it throws
  boolean holds(String function, String factsJson);
}
