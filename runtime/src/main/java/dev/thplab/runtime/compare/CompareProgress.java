package dev.thplab.runtime.compare;

/// Is told how far a comparison has come. Called on the thread that simulates.
public interface CompareProgress {
  /// Listens to nothing.
  CompareProgress NONE =
      new CompareProgress() {
        @Override
        public void caseStarted(int index, int nrCases, String name, long nrEvents) {}

        @Override
        public void eventsDone(long events) {}

        @Override
        public void caseDone(CaseResult result) {}
      };

  /// Case `index`, from 0, starts to replay `nrEvents` events.
  void caseStarted(int index, int nrCases, String name, long nrEvents);

  /// So many events of the case are done.
  void eventsDone(long events);

  /// The longest call of a policy that is running has taken so many milliseconds, as
  /// [dev.thplab.runtime.script.Limits] counts; 0 when none is running. Told some fifty times a
  /// second from the moment the first policy is loaded, on a thread of its own.
  default void policyCall(long elapsedMs) {}

  /// The user should know something of a policy that was loaded, such as that its contract goes
  /// away; one line. Told once for each file, before the policy is asked, on the thread that loads.
  default void warned(String warning) {}

  /// The case is over.
  void caseDone(CaseResult result);
}
