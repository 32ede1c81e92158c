package dev.thplab.runtime.experiment;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Stops a cell or a test that runs too long.
public final class CellClock implements AutoCloseable {
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile boolean expired;

  /// Calls `stop`, on another thread, unless it is closed before `timeoutMs` are over.
  public CellClock(long timeoutMs, Runnable stop) {
    Thread.ofPlatform()
        .daemon()
        .name("thplab-cell-clock")
        .start(() -> {
          try {
            if (!done.await(timeoutMs, TimeUnit.MILLISECONDS)) {
              expired = true;
              stop.run();
            }
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /// Whether the time is over.
  public boolean expired() {
    return expired;
  }

  @Override
  public void close() {
    done.countDown();
  }
}
