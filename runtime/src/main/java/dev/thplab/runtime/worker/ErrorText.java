package dev.thplab.runtime.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;

/// The beginning of what a process writes to its standard error.
///
/// All of it is read, so that the process never waits, and little is kept: the first lines name the
/// trouble.
final class ErrorText {
  private static final int MAX_CHARS = 400;

  private final StringBuilder text = new StringBuilder();
  private final Thread reading;

  /// Reads on a thread of its own until the end.
  ErrorText(BufferedReader err) {
    reading = Thread.ofPlatform().daemon().name("thplab-worker-err").start(() -> read(err));
  }

  private void read(BufferedReader err) {
    try (err) {
      for (String line = err.readLine(); line != null; line = err.readLine()) {
        keep(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the standard error of a worker cannot be read", e);
    }
  }

  private synchronized void keep(String line) {
    if (!line.isBlank() && text.length() < MAX_CHARS) {
      text.append(text.isEmpty() ? "" : "; ").append(line.strip());
    }
  }

  /// One line of at most some hundred characters, empty if nothing was written; to be asked for
  /// when the process has ended.
  String oneLine() throws InterruptedException {
    reading.join();
    synchronized (this) {
      String line = text.toString().replaceAll("\\p{Cntrl}", " ");
      return line.length() <= MAX_CHARS ? line : line.substring(0, MAX_CHARS) + "...";
    }
  }
}
