package dev.thplab.sim.proc;

/// Why the kernel refuses a call on one of its files, with the numbers and texts of errno(3).
public enum FileError {
  EPERM(1, "Operation not permitted"),
  ENOENT(2, "No such file or directory"),
  ESRCH(3, "No such process"),
  EIO(5, "Input/output error"),
  EACCES(13, "Permission denied"),
  EBUSY(16, "Device or resource busy"),
  EEXIST(17, "File exists"),
  ENOTDIR(20, "Not a directory"),
  EISDIR(21, "Is a directory"),
  EINVAL(22, "Invalid argument");

  private final int number;
  private final String message;

  FileError(int number, String message) {
    this.number = number;
    this.message = message;
  }

  /// The error number.
  public int number() {
    return number;
  }

  /// The text of strerror(3), as a shell prints it.
  public String message() {
    return message;
  }
}
