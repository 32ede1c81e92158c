package dev.thplab.runtime.script;

/// A policy could not be loaded; the message is one line for the user, with file, line and column
/// where there is one.
public final class PolicyLoadException extends RuntimeException {
  private static final long serialVersionUID = 1;

  PolicyLoadException(String message) {
    super(message);
  }

  PolicyLoadException(String message, Throwable cause) {
    super(message, cause);
  }
}
