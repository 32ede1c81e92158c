package dev.thplab.runtime.compare;

import dev.thplab.runtime.script.ScriptHost;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// Threads on which policies may be called, see [ScriptHost#newThread].
public final class SimulationThread {
  private SimulationThread() {}

  /// Starts a daemon thread.
  public static Thread start(String name, Runnable work) {
    Thread thread = ScriptHost.newThread(name, work);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /// Waits for the end of a thread.
  static void await(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /// Waits for a result; throws what the work threw, which is never checked.
  public static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException exception -> throw exception;
        case Error error -> throw error;
        default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while policies were running", e);
  }
}
