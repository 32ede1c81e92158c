package dev.thplab.runtime.script;

import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.PolyglotException.StackFrame;
import org.graalvm.polyglot.SourceSection;

/// Reads what a user wants to know out of an exception of the script engine.
final class GuestError {
  private static final int MAX_MESSAGE_LENGTH = 500;

  private GuestError() {}

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
