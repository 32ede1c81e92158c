package dev.thplab.repl.shell;

/// A line that is not a command as it stands; the message is for the user.
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
