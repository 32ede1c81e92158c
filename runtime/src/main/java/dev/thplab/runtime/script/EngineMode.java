package dev.thplab.runtime.script;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// What a script engine does beside running policies.
public sealed interface EngineMode {
  /// Nothing, and it checks that every context in it is restricted.
  EngineMode SANDBOXED = new Sandboxed();

  /// See [#SANDBOXED].
  record Sandboxed() implements EngineMode {}

  /// It lets a debugger stop inside policies. The engine's own checks of the sandbox are off then,
  /// since they allow no tools; contexts are restricted as ever, and statements are limited, but
  /// neither time nor memory.
  ///
  /// @param protocol what the debugger speaks
  /// @param port to listen at, on the loopback address; 0 for any that is free
  /// @param breaks whether to wait for the debugger and to stop at the first statement
  /// @param messages where the debugger's side says at what address it listens
  record Debugged(Protocol protocol, int port, boolean breaks, OutputStream messages)
      implements EngineMode {
    void tell(String message) {
      new PrintStream(messages, true, StandardCharsets.UTF_8).println("thplab: " + message);
    }
  }

  /// It counts what policies execute. The engine's own checks of the sandbox are off then, as with
  /// a debugger; all limits hold.
  record Profiled(PolicyProfile profile) implements EngineMode {}

  /// How a debugger speaks.
  enum Protocol {
    /// The protocol of Chrome's developer tools.
    INSPECT,

    /// The Debug Adapter Protocol of editors. The first policy waits for the editor, which sets its
    /// breakpoints as it attaches.
    DAP
  }
}
