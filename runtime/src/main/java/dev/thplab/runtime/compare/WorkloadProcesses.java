package dev.thplab.runtime.compare;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.NearestName;
import dev.thplab.sim.policy.Scope;
import dev.thplab.sim.workload.EventSource;
import dev.thplab.sim.workload.EventStream;
import dev.thplab.sim.workload.TraceEvent;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// The processes of a workload and the programs they run, to refuse a case that names others. The
/// events are looked through when a case first names one.
final class WorkloadProcesses {
  /// What the first process is called before it runs a program.
  private static final String FIRST_PROGRAM = "init";

  private final EventSource source;

  /// Every process, but for those without an event; empty until they are asked for.
  private final SortedSet<Integer> pids = new TreeSet<>();

  private final SortedSet<String> programs = new TreeSet<>(List.of(FIRST_PROGRAM));

  WorkloadProcesses(EventSource source) {
    this.source = source;
  }

  /// Checks that what a case says of processes is about some that the workload has.
  ///
  /// @throws InputException naming the key, the value and what there is
  void check(CaseSpec spec) {
    for (PolicySpec policy : spec.policies().policies()) {
      String key = "case '%s': %s-scope (%s)".formatted(spec.name(), policy.key(), policy.scope());
      if (policy.scope() instanceof Scope.Comm(String name)) {
        checkProgram(key, name);
      }
      if (policy.scope() instanceof Scope.Pid(int pid)) {
        checkProcess(key, pid);
      }
    }
    for (String program : spec.policies().cgroups().keySet()) {
      checkProgram("case '%s': cgroup.%s".formatted(spec.name(), program), program);
    }
  }

  private void checkProcess(String key, int pid) {
    lookThrough();
    if (!pids.contains(pid)) {
      throw new InputException(
          "%s: the workload has no process %d; it has %s".formatted(key, pid, joined(pids)));
    }
  }

  private void checkProgram(String key, String program) {
    lookThrough();
    if (!programs.contains(program)) {
      throw new InputException(
          "%s: the workload has no program '%s'%s; it has %s"
              .formatted(key, program, NearestName.question(program, programs), joined(programs)));
    }
  }

  private void lookThrough() {
    if (!pids.isEmpty()) {
      return;
    }
    EventStream events = source.open();
    for (TraceEvent event = events.next(); event != null; event = events.next()) {
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
  }

  private static String joined(SortedSet<?> values) {
    return String.join(", ", values.stream().map(String::valueOf).toList());
  }
}
