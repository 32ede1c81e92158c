package dev.thplab.runtime.session;

import dev.thplab.runtime.compare.CaseResult;
import dev.thplab.runtime.compare.CompareProgress;

/// Ends a comparison that the user stops, and passes on warnings and how far it has come.
///
/// @param view is told how far it has come
record StoppableProgress(Interrupt interrupt, PolicyNotices notices, CompareProgress view)
    implements CompareProgress {
  @Override
  public void caseStarted(int index, int nrCases, String name, long nrEvents) {
    interrupt.check();
    view.caseStarted(index, nrCases, name, nrEvents);
  }

  @Override
  public void eventsDone(long events) {
    interrupt.check();
    view.eventsDone(events);
  }

  @Override
  public void warned(String warning) {
    notices.tell("warning: " + warning);
  }

  @Override
  public void caseDone(CaseResult result) {
    view.caseDone(result);
  }
}
