package dev.thplab.repl;

/// Progress as one line that is drawn over and erased at the end.
final class ProgressBar implements ProgressView {
  /// Clears the line the cursor is on.
  static final String ERASE = "\r\033[K";

  private static final long REDRAW_NS = 50_000_000;
  private static final int CELLS = 24;
  private static final int MAX_NAME = 20;

  private final Streams streams;
  private String activity = "";
  private String name = "";
  private int index;
  private int nrCases = 1;
  private long nrEvents = 1;
  private long drawnNs = System.nanoTime() - REDRAW_NS;
  private boolean drawn;

  ProgressBar(Streams streams) {
    this.streams = streams;
  }

  /// Shows what goes on beside comparisons, and in front of them.
  synchronized void activity(String text) {
    activity = text;
    draw(text);
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
    double done = (index + (double) events / nrEvents) / nrCases;
    int filled = (int) (done * CELLS);
    draw(
        "%s%s[%s%s] %3d%% case %d of %d: %s"
            .formatted(
                activity,
                activity.isEmpty() ? "" : " ",
                "=".repeat(filled),
                " ".repeat(CELLS - filled),
                (int) (done * 100),
                index + 1,
                nrCases,
                name));
  }

  /// Draws a line; one that is wider than the terminal could not be drawn over.
  private void draw(String line) {
    drawn = true;
    int width = streams.screen().columns() - 1;
    streams.err().print(ERASE + (line.length() > width ? line.substring(0, width) : line));
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
