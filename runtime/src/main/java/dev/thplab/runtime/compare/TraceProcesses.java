package dev.thplab.runtime.compare;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.NearestName;
import dev.thplab.sim.policy.Scope;
import dev.thplab.sim.workload.Trace;
import dev.thplab.sim.workload.TraceEvent;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// The processes of a trace and the programs they run, to refuse a case that names others.
///
/// @param pids every process, but for those of which the trace has no event
/// @param programs every name
record TraceProcesses(SortedSet<Integer> pids, SortedSet<String> programs) {
  /// What the first process of a trace is called before it runs a program.
  private static final String FIRST_PROGRAM = "init";

  static TraceProcesses of(Trace trace) {
    SortedSet<Integer> pids = new TreeSet<>();
    SortedSet<String> programs = new TreeSet<>(List.of(FIRST_PROGRAM));
    for (TraceEvent event : trace.events()) {
      switch (event) {
        case TraceEvent.Switch e -> pids.add(e.pid());
        case TraceEvent.ForkTo e -> pids.add(e.childPid());
        case TraceEvent.Exec e -> programs.add(e.comm());
        default -> {}
      }
    }
    if (pids.isEmpty()) {
      pids.add(1);
    }
    return new TraceProcesses(pids, programs);
  }

  /// Checks that what a case says of processes is about some that the trace has.
  ///
  /// @throws InputException naming the key, the value and what there is
  void check(CaseSpec spec) {
    for (PolicySpec policy : spec.policies().policies()) {
      String key = "case '%s': %s-scope (%s)".formatted(spec.name(), policy.key(), policy.scope());
      if (policy.scope() instanceof Scope.Comm(String name)) {
        checkProgram(key, name);
      }
      if (policy.scope() instanceof Scope.Pid(int pid) && !pids.contains(pid)) {
        throw new InputException(
            "%s: the trace has no process %d; it has %s".formatted(key, pid, joined(pids)));
      }
    }
    for (String program : spec.policies().cgroups().keySet()) {
      checkProgram("case '%s': cgroup.%s".formatted(spec.name(), program), program);
    }
  }

  private void checkProgram(String key, String program) {
    if (!programs.contains(program)) {
      throw new InputException(
          "%s: the trace has no program '%s'%s; it has %s"
              .formatted(key, program, NearestName.question(program, programs), joined(programs)));
    }
  }

  private static String joined(SortedSet<?> values) {
    return String.join(", ", values.stream().map(String::valueOf).toList());
  }
}
