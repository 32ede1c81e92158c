package dev.thplab.runtime;

/// Input from the user that cannot be used: a file that is missing or broken, a name or value that
/// is unknown.
///
/// The message is for the user as it stands: it names the file and place, the value, and what is
/// allowed.
public class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InputException(String message) {
    super(message);
  }

  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
