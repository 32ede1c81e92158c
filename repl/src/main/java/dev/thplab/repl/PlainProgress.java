package dev.thplab.repl;

import dev.thplab.runtime.compare.CaseResult;

/// Progress as one line a case, for logs.
final class PlainProgress implements ProgressView {
  private final Streams streams;
  private int index;
  private int nrCases;

  PlainProgress(Streams streams) {
    this.streams = streams;
  }

  @Override
  public void caseStarted(int index, int nrCases, String name, long nrEvents) {
    this.index = index;
    this.nrCases = nrCases;
  }

  @Override
  public void caseDone(CaseResult result) {
    streams.say(
        "case %d of %d, %s: %s"
            .formatted(
                index + 1,
                nrCases,
                result.name(),
                Unit.NANOSECONDS.text(result.timing().wallNs())));
  }

  @Override
  public void warned(String warning) {
    streams.say("warning: " + warning);
  }
}
