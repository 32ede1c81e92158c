package dev.thplab.runtime.words;

/// A line that no shell would run; the message is for the user.
public final class WordsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WordsException(String message) {
    super(message);
  }
}
