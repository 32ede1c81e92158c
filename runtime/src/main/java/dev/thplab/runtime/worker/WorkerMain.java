package dev.thplab.runtime.worker;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.compare.CaseResult;
import dev.thplab.runtime.compare.CompareProgress;
import dev.thplab.runtime.compare.CompareRunner;
import dev.thplab.runtime.compare.Comparison;
import dev.thplab.runtime.compare.ExplainFile;
import dev.thplab.runtime.script.PolicyLoadException;
import dev.thplab.sim.InvariantViolation;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/// The worker's end: runs the case it is told to run and says how it went.
public final class WorkerMain {
  /// Exit code of a worker whose Java heap is used up, in whatever thread that showed.
  static final int EXIT_OUT_OF_HEAP = 3;

  private final PrintStream out;

  private WorkerMain(PrintStream out) {
    this.out = out;
  }

  /// Reads a [WorkRequest] from standard input and writes messages to standard output.
  public static void main(String[] args) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8));
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    Thread.setDefaultUncaughtExceptionHandler((_, e) -> failed(e));
    WorkRequest request = WorkerJson.read(in.readLine(), WorkRequest.class);
    Thread.ofPlatform().daemon().name("thplab-parent").start(() -> endWithParent(in));
    new WorkerMain(out).run(request);
  }

  /// A thread that dies unnoticed could be the one that enforces limits.
  private static void failed(Throwable e) {
    if (e instanceof OutOfMemoryError) {
      Runtime.getRuntime().halt(EXIT_OUT_OF_HEAP);
    }
    e.printStackTrace(
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    Runtime.getRuntime().halt(1);
  }

  private static void endWithParent(BufferedReader in) {
    try {
      in.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      throw new UncheckedIOException("the parent cannot be heard", e);
    }
    Runtime.getRuntime().halt(0);
  }

  private void run(WorkRequest request) {
    try {
      say(new WorkerMessage.Done(compare(request)));
    } catch (InputException | PolicyLoadException e) {
      say(new WorkerMessage.Refused(e.getMessage()));
    } catch (InvariantViolation e) {
      say(new WorkerMessage.WrongBooks(e.getMessage()));
    }
  }

  private Comparison compare(WorkRequest request) {
    if (request.explainPath() == null) {
      return CompareRunner.run(request.plan(), new Reporter());
    }
    try (ExplainFile file = ExplainFile.create(request.explainPath(), request.explain())) {
      return CompareRunner.run(request.plan(), new Reporter(), file);
    }
  }

  private synchronized void say(WorkerMessage message) {
    out.println(WorkerJson.line(message));
    out.flush();
  }

  /// Passes progress on, each kind of it at most ten times a second.
  private final class Reporter implements CompareProgress {
    private static final long PERIOD_NS = 100_000_000;

    private long lastCallNs = System.nanoTime() - PERIOD_NS;
    private long lastEventsNs = lastCallNs;

    @Override
    public void caseStarted(int index, int nrCases, String name, long nrEvents) {
      say(new WorkerMessage.Started(nrEvents));
    }

    @Override
    public void eventsDone(long events) {
      long nowNs = System.nanoTime();
      if (nowNs - lastEventsNs >= PERIOD_NS) {
        lastEventsNs = nowNs;
        say(new WorkerMessage.Events(events));
      }
    }

    @Override
    public void policyCall(long elapsedMs) {
      long nowNs = System.nanoTime();
      if (nowNs - lastCallNs >= PERIOD_NS) {
        lastCallNs = nowNs;
        say(new WorkerMessage.Call(elapsedMs));
      }
    }

    @Override
    public void warned(String warning) {
      say(new WorkerMessage.Warned(warning));
    }

    @Override
    public void caseDone(CaseResult result) {}
  }
}
