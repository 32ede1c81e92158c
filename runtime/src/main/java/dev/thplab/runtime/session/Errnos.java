package dev.thplab.runtime.session;

import dev.thplab.sim.mm.Errno;

/// Names and meanings of error numbers, as errno(3) and strerror(3) give them.
final class Errnos {
  private Errnos() {}

  static String name(int errno) {
    return switch (errno) {
      case Errno.EPERM -> "EPERM";
      case Errno.ENOENT -> "ENOENT";
      case Errno.ESRCH -> "ESRCH";
      case Errno.EAGAIN -> "EAGAIN";
      case Errno.ENOMEM -> "ENOMEM";
      case Errno.EFAULT -> "EFAULT";
      case Errno.EBUSY -> "EBUSY";
      case Errno.EEXIST -> "EEXIST";
      case Errno.EINVAL -> "EINVAL";
      default -> "errno " + errno;
    };
  }

  static String meaning(String name) {
    return switch (name) {
      case "EPERM" -> "not permitted";
      case "ENOENT" -> "does not exist";
      case "ESRCH" -> "no such process";
      case "EAGAIN" -> "try again";
      case "ENOMEM" -> "out of memory, or not mapped";
      case "EFAULT" -> "bad address";
      case "EBUSY" -> "busy";
      case "EEXIST" -> "already mapped";
      case "EINVAL" -> "invalid argument";
      default -> "unknown";
    };
  }
}
