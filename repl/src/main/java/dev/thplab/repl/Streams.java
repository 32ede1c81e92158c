package dev.thplab.repl;

import java.io.PrintStream;

/// Where a command writes: data to `out`, talk to `err`.
///
/// @param screen what is at the other end
record Streams(PrintStream out, PrintStream err, Screen screen) {

  /// Says one line to the user.
  void say(String line) {
    err.println("thplab: " + line);
  }
}
