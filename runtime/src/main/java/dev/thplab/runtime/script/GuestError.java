package dev.thplab.runtime.script;

import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.PolyglotException.StackFrame;
import org.graalvm.polyglot.SourceSection;
import org.graalvm.polyglot.Value;

/// Reads what a user wants to know out of an exception of the script engine.
final class GuestError {
  private static final int MAX_MESSAGE_LENGTH = 500;

  /// How the engine's message ends when the stack overflowed in its parser; in a call it is an
  /// error of the script.
  private static final String STACK_OVERFLOW = "Stack overflow";

  private GuestError() {}

  /// Whether the thread's stack was too small, rather than the heap.
  static boolean isStackOverflow(PolyglotException e) {
    return e.isResourceExhausted()
        && !e.isCancelled()
        && String.valueOf(e.getMessage()).endsWith(STACK_OVERFLOW);
  }

  /// Returns `file:line` of a function in the policy's own text, or the file's name: a policy may
  /// export one that it did not write.
  static String location(Value function, PolicyFile file) {
    SourceSection section = function.getSourceLocation();
    return isIn(section, file) ? file.name() + ":" + section.getStartLine() : file.name();
  }

  /// Returns `file:line` of the innermost place in the policy's own text, or `fallback`.
  static String location(PolyglotException e, PolicyFile file, String fallback) {
    SourceSection section = section(e, file);
    return section == null ? fallback : file.name() + ":" + section.getStartLine();
  }

  /// Returns `file:line:column` of the innermost place in the policy's own text, or `fallback`.
  static String preciseLocation(PolyglotException e, PolicyFile file, String fallback) {
    SourceSection section = section(e, file);
    return section == null
        ? fallback
        : file.name() + ":" + section.getStartLine() + ":" + section.getStartColumn();
  }

  /// Returns the first line of the message.
  static String message(PolyglotException e) {
    String message = e.getMessage();
    if (message == null || message.isBlank()) {
      return e.isInternalError() ? "an internal error" : "an error without a message";
    }
    return Texts.oneLine(message.strip().lines().findFirst().orElse(""), MAX_MESSAGE_LENGTH);
  }

  private static SourceSection section(PolyglotException e, PolicyFile file) {
    if (isIn(e.getSourceLocation(), file)) {
      return e.getSourceLocation();
    }
    for (StackFrame frame : e.getPolyglotStackTrace()) {
      if (frame.isGuestFrame() && isIn(frame.getSourceLocation(), file)) {
        return frame.getSourceLocation();
      }
    }
    return null;
  }

  private static boolean isIn(SourceSection section, PolicyFile file) {
    return section != null && section.getSource().getName().equals(file.name());
  }
}
