package dev.thplab.repl.jupyter;

/// Frames that are dropped; the message says why.
final class RefusedMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  RefusedMessageException(String message) {
    super(message);
  }
}
