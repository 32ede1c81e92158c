package dev.thplab.runtime.script;

import java.util.ArrayDeque;
import java.util.Deque;

/// The contexts that one thread stays inside of, so that calls need not enter them.
///
/// When a context dies all of them are left: a thread inside a dead context can enter no other, and
/// contexts can only be left in the reverse order of entering.
final class HeldContexts {
  private final Deque<ScriptContext> entered = new ArrayDeque<>();

  void enter(ScriptContext context) {
    context.enter();
    entered.push(context);
  }

  /// Leaves a context and those entered after it, unless it was left already.
  void leave(ScriptContext context) {
    if (!entered.contains(context)) {
      return;
    }
    ScriptContext left;
    do {
      left = entered.pop();
      left.leave();
    } while (left != context);
  }

  void leaveAll() {
    while (!entered.isEmpty()) {
      entered.pop().leave();
    }
  }
}
