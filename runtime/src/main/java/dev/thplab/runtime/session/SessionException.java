package dev.thplab.runtime.session;

import dev.thplab.sim.proc.FileError;

/// A call that the user got wrong or the simulated kernel refused; the message is for the user.
public final class SessionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  SessionException(String message) {
    this(message, null);
  }

  private SessionException(String message, String code) {
    super(message);
    this.code = code;
  }

  /// A system call that failed: `madvise: EINVAL`.
  static SessionException ofErrno(String call, long negatedErrno) {
    String code = Errnos.name((int) -negatedErrno);
    return new SessionException(call + ": " + code + " (" + Errnos.meaning(code) + ")", code);
  }

  /// A call on a file that failed: `WHAT: No such file or directory`.
  static SessionException ofFile(String what, FileError error) {
    return new SessionException(what + ": " + error.message(), error.name());
  }

  /// Name of the error number, as `EINVAL`; null when no system call failed.
  public String code() {
    return code;
  }
}
