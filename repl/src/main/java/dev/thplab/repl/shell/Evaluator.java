package dev.thplab.repl.shell;

import dev.thplab.runtime.script.ScriptHost;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// The thread that an [Interpreter] lives on. It starts the script engine while the caller does
/// something else.
public final class Evaluator implements AutoCloseable {
  /// How long a wish to stop may go unnoticed.
  private static final long POLL_MS = 20;

  private final ExecutorService thread;
  private final Future<Interpreter> interpreter;
  private volatile boolean stopIsWanted;

  /// Starts it; `start` makes the interpreter, on the thread.
  public Evaluator(Callable<Interpreter> start) {
    thread =
        Executors.newSingleThreadExecutor(body -> {
          Thread evaluator = ScriptHost.newThread("thplab-repl", body);
          evaluator.setDaemon(true);
          return evaluator;
        });
    interpreter = thread.submit(start);
  }

  /// Waits until the engine has started.
  public void awaitReady() {
    result(interpreter);
  }

  /// Does something with the interpreter on its thread and waits for the result.
  public <T> T call(Function<Interpreter, T> work) {
    return result(thread.submit(() -> work.apply(interpreter.get())));
  }

  /// Stops what runs there. For any thread.
  public void interrupt() {
    if (interpreter.state() == Future.State.SUCCESS) {
      interpreter.resultNow().interrupt();
    }
  }

  /// Stops what runs there or is about to, until [#forgetStop]. For any thread.
  void wantStop() {
    stopIsWanted = true;
  }

  /// Forgets a wish to stop: what follows is another line.
  void forgetStop() {
    stopIsWanted = false;
  }

  private void stopIfWanted() {
    if (stopIsWanted) {
      interrupt();
    }
  }

  private <T> T result(Future<T> future) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get(POLL_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
          // Again and again: one that comes before the line begins has no effect on it.
          stopIfWanted();
        } catch (InterruptedException _) {
          // Ctrl-C that the editor was still told of, although the line had ended.
          interrupted = true;
          wantStop();
        } catch (ExecutionException e) {
          throw e.getCause() instanceof RuntimeException cause
              ? cause
              : new IllegalStateException(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    call(started -> {
      started.close();
      return null;
    });
    thread.shutdown();
  }
}
