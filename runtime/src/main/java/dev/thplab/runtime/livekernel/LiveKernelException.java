package dev.thplab.runtime.livekernel;

/// The kernel of this machine cannot run scenarios; the message says in one sentence why not.
public final class LiveKernelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LiveKernelException(String message) {
    super(message);
  }

  LiveKernelException(String message, Throwable cause) {
    super(message, cause);
  }
}
