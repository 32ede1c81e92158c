package dev.thplab.runtime.worker;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.compare.CompareProgress;
import dev.thplab.runtime.compare.Comparison;
import dev.thplab.sim.InvariantViolation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;

/// The parent's end of one worker: starts it, listens to it, kills it.
final class WorkerProcess implements AutoCloseable {
  /// How long after its limit a call may still be running: the watchdog inside has this long to end
  /// it.
  private static final long GRACE_MS = 1_500;

  private static final long POLL_MS = 100;

  /// What the JDK adds to the number of the signal that ended a process.
  private static final int SIGNALLED = 128;

  /// How a worker ended.
  sealed interface End {
    /// It did what it was told.
    record Complete(Comparison comparison) implements End {}

    /// It was killed, or ended by itself without a result.
    ///
    /// @param reason what it did, to follow the policy's name
    record Broken(String reason) implements End {}
  }

  private final WorkRequest request;
  private final long heapBytes;
  private final Process process;
  private final ErrorText errors;
  private final Thread listening;
  private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(1024);

  private WorkerProcess(WorkRequest request, long heapBytes, Process process) {
    this.request = request;
    this.heapBytes = heapBytes;
    this.process = process;
    errors = new ErrorText(process.errorReader(StandardCharsets.UTF_8));
    listening = Thread.ofPlatform().daemon().name("thplab-worker").unstarted(this::listen);
  }

  /// Starts a worker with the class path and the engine's flags of this JVM.
  static WorkerProcess start(WorkRequest request, long heapBytes) {
    try {
      Process process = new ProcessBuilder(command(heapBytes)).start();
      WorkerProcess worker = new WorkerProcess(request, heapBytes, process);
      worker.listening.start();
      worker.say(WorkerJson.line(request));
      return worker;
    } catch (IOException e) {
      throw new UncheckedIOException("a worker cannot be started", e);
    }
  }

  private static List<String> command(long heapBytes) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (flag.startsWith("-XX:") || flag.startsWith("--")) {
        command.add(flag);
      }
    }
    // Standard output is for messages alone, also when the JVM breaks down.
    command.add("-XX:+DisplayVMOutputToStderr");
    command.add("-Xmx" + heapBytes);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(WorkerMain.class.getName());
    return command;
  }

  /// Says what to do. Standard input stays open: a worker ends when it closes, and so with its
  /// parent.
  private void say(String line) {
    try {
      Writer in = process.outputWriter(StandardCharsets.UTF_8);
      in.write(line + "\n");
      in.flush();
    } catch (IOException e) {
      // The pipe of a dead process breaks; its end shows in the process.
      process.destroyForcibly();
    }
  }

  private void listen() {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.put(line);
      }
    } catch (IOException e) {
      // The pipe of a killed process breaks; its end shows in the process.
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits for the worker's end, and brings it about if a call outlives its limit.
  ///
  /// @throws InputException if the worker refuses its input
  End await(CompareProgress progress) throws InterruptedException {
    long overdueMs = request.limits().wallMs() + GRACE_MS;
    boolean calling = false;
    Silence silence = new Silence(process);
    while (true) {
      boolean isOver = !process.isAlive() && !listening.isAlive();
      String line = lines.poll(POLL_MS, TimeUnit.MILLISECONDS);
      if (line == null) {
        if (isOver) {
          return ended(process.exitValue());
        }
        silence.lasts(POLL_MS);
        if (calling && silence.ms() >= overdueMs) {
          return killed("gave no sign of life for " + silence.ms() + " ms");
        }
        continue;
      }
      silence = new Silence(process);
      switch (message(line)) {
        case WorkerMessage.Call(long elapsedMs) -> {
          calling = true;
          if (elapsedMs >= overdueMs) {
            return killed("could not be stopped after " + elapsedMs + " ms in one call");
          }
        }
        case WorkerMessage.Warned(String warning) -> progress.warned(warning);
        case WorkerMessage.Started(long nrEvents) ->
            progress.caseStarted(0, 1, request.spec().name(), nrEvents);
        case WorkerMessage.Events(long done) -> progress.eventsDone(done);
        case WorkerMessage.Done(Comparison comparison) -> {
          return new End.Complete(comparison);
        }
        case WorkerMessage.Refused(String reason) -> throw new InputException(reason);
        case WorkerMessage.WrongBooks(String reason) -> throw new InvariantViolation(reason);
      }
    }
  }

  private End ended(int exitCode) throws InterruptedException {
    if (exitCode == WorkerMain.EXIT_OUT_OF_HEAP) {
      return new End.Broken("used up the heap of its worker, " + heapBytes + " bytes");
    }
    String how =
        exitCode > SIGNALLED ? "signal " + (exitCode - SIGNALLED) : "exit code " + exitCode;
    String said = errors.oneLine();
    return new End.Broken(
        "ended its worker process (" + how + ")" + (said.isEmpty() ? "" : ", which said: " + said));
  }

  private static WorkerMessage message(String line) {
    try {
      return WorkerJson.read(line, WorkerMessage.class);
    } catch (JacksonException e) {
      throw new IllegalStateException("a worker wrote what is no message: " + line, e);
    }
  }

  private End killed(String what) {
    return new End.Broken(
        what + "; the limit is " + request.limits().wallMs() + " ms and its worker was killed");
  }

  /// Kills the process if it still runs, and waits until it is gone.
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
