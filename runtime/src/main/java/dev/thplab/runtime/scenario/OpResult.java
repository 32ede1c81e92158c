package dev.thplab.runtime.scenario;

import java.util.List;
import java.util.SequencedMap;

/// What came of one operation; which kind it is follows from the [Op].
public sealed interface OpResult {
  /// A system call that returns 0 or -1.
  ///
  /// @param errno 0 for success
  /// @param faults minor faults the process took meanwhile
  record Call(int errno, long faults) implements OpResult {}

  /// A system call that returns an address; 0 where it failed.
  record AddressCall(long address, int errno, long faults) implements OpResult {}

  /// prctl; `get` is what PR_GET_THP_DISABLE says afterwards.
  record ThpDisableCall(int errno, int get, long faults) implements OpResult {}

  /// Accesses one by one.
  record Touched(long faults, List<FaultEvent> events) implements OpResult {
    public Touched {
      events = List.copyOf(events);
    }
  }

  /// Pages written.
  record Filled(long faults) implements OpResult {}

  /// The end of a wait for khugepaged.
  record Waited(boolean timedOut) implements OpResult {}

  /// The shrinkers have run.
  record Shrunk() implements OpResult {}

  /// A child was born and has done its operations.
  record Forked(List<OpResult> child) implements OpResult {
    public Forked {
      child = List.copyOf(child);
    }
  }

  /// What the process has, and the counters of the machine since the scenario began, zeros left
  /// out.
  record Dumped(String label, List<VmaDump> vmas, SequencedMap<String, Long> counters)
      implements OpResult {
    public Dumped {
      vmas = List.copyOf(vmas);
    }
  }

  /// Nothing to tell.
  record Done() implements OpResult {}
}
