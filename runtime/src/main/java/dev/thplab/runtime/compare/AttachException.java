package dev.thplab.runtime.compare;

/// A policy of a case cannot be attached; the message names it, the error and the rule.
final class AttachException extends RuntimeException {
  private static final long serialVersionUID = 1;

  AttachException(String message) {
    super(message);
  }
}
