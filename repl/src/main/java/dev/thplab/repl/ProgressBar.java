package dev.thplab.repl;

/// Progress as one line that is drawn over and erased at the end.
final class ProgressBar implements ProgressView {
  /// Clears the line the cursor is on.
  static final String ERASE = "\r\033[K";

  private static final long REDRAW_NS = 50_000_000;
  private static final int CELLS = 24;
  private static final int MAX_NAME = 20;

  private final Streams streams;
  private String name = "";
  private int index;
  private int nrCases = 1;
  private long nrEvents = 1;
  private long drawnNs = System.nanoTime() - REDRAW_NS;
  private boolean drawn;

  ProgressBar(Streams streams) {
    this.streams = streams;
  }

  @Override
  public synchronized void caseStarted(int index, int nrCases, String name, long nrEvents) {
    this.index = index;
    this.nrCases = nrCases;
    this.name = name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name;
    this.nrEvents = Math.max(1, nrEvents);
    eventsDone(0);
  }

  @Override
  public synchronized void eventsDone(long events) {
    long nowNs = System.nanoTime();
    if (nowNs - drawnNs < REDRAW_NS) {
      return;
    }
    drawnNs = nowNs;
    drawn = true;
    double done = (index + (double) events / nrEvents) / nrCases;
    int filled = (int) (done * CELLS);
    streams
        .err()
        .print(
            ERASE
                + "[%s%s] %3d%% case %d of %d: %s"
                    .formatted(
                        "=".repeat(filled),
                        " ".repeat(CELLS - filled),
                        (int) (done * 100),
                        index + 1,
                        nrCases,
                        name));
    streams.err().flush();
  }

  @Override
  public synchronized void warned(String warning) {
    close();
    streams.say("warning: " + warning);
  }

  @Override
  public synchronized void close() {
    if (drawn) {
      drawn = false;
      streams.err().print(ERASE);
      streams.err().flush();
    }
  }
}
