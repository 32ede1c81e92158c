package dev.thplab.runtime.session;

import java.util.ArrayDeque;
import java.util.Deque;

/// The states before the last lines of a session, to go back to. A state of a machine with 4 GiB in
/// use takes about 30 MB.
final class Marks {
  private static final int MAX = 32;

  private final Deque<World> marks = new ArrayDeque<>();

  /// Notes the state before a line is run.
  void add(World world) {
    if (marks.size() == MAX) {
      marks.removeLast();
    }
    marks.push(world.copy());
  }

  /// The state before the last line.
  World last() {
    return marks.peek();
  }

  /// Puts `world` into the state before the last `lines` lines, and forgets them.
  void back(World world, int lines) {
    if (lines < 1 || lines > marks.size()) {
      throw new SessionException(
          marks.isEmpty()
              ? "there is no line to go back"
              : "lines (%d) must be in 1 to %d".formatted(lines, marks.size()));
    }
    for (int i = 1; i < lines; i++) {
      marks.pop();
    }
    world.restore(marks.pop());
  }
}
