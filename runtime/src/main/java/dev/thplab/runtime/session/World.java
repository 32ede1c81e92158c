package dev.thplab.runtime.session;

import dev.thplab.runtime.explain.DecisionLog;
import dev.thplab.runtime.script.ScriptPolicy;
import dev.thplab.sim.Machine;
import dev.thplab.sim.policy.Attachment;
import dev.thplab.sim.policy.Decision;
import dev.thplab.sim.policy.DecisionListener;
import dev.thplab.sim.policy.HugeLoss;
import dev.thplab.sim.proc.VirtualFiles;
import dev.thplab.sim.task.Task;
import java.util.ArrayList;
import java.util.List;

/// One simulated system and what drives it. A copy goes its own way.
final class World {
  private Machine machine;
  private List<Workload> workloads = new ArrayList<>();
  private DecisionLog decisions;
  private Timeline timeline = new Timeline();
  private Heat heat = new Heat();
  private String directory = "/";
  private String branch = "main";

  /// Accesses that a stop interrupted, or null.
  private TouchWalk walk;

  World(Machine machine) {
    this.machine = machine;
    decisions = new DecisionLog(DecisionLog.DEFAULT_CAPACITY);
    decisions.listenTo(machine);
  }

  /// Returns an independent world in the same state; only the policy is shared.
  World copy() {
    World copy = new World(machine.copy());
    for (Workload workload : workloads) {
      copy.workloads.add(workload.on(copy.machine));
    }
    copy.decisions = decisions.on(copy.machine);
    copy.timeline = timeline.copy();
    copy.heat = heat.copy();
    copy.directory = directory;
    copy.branch = branch;
    copy.walk = walk == null ? null : walk.copy();
    return copy;
  }

  /// Goes back to a state kept before, which stays kept.
  void restore(World kept) {
    World copy = kept.copy();
    machine = copy.machine;
    workloads = copy.workloads;
    decisions = copy.decisions;
    timeline = copy.timeline;
    heat = copy.heat;
    directory = copy.directory;
    branch = copy.branch;
    walk = copy.walk;
  }

  Machine machine() {
    return machine;
  }

  /// The kernel's files, as they are now.
  VirtualFiles files() {
    return new VirtualFiles(machine);
  }

  /// The current directory of the shell, an absolute path.
  String directory() {
    return directory;
  }

  void setDirectory(String directory) {
    this.directory = directory;
  }

  /// The script behind an attachment; every policy of a session is one.
  static ScriptPolicy script(Attachment attachment) {
    return ScriptPolicy.behind(attachment.policy());
  }

  /// Tells `listener` of each decision, after the log took note of it; null tells the log alone.
  void tell(DecisionListener listener) {
    machine.explainTo(listener == null ? decisions : new Both(decisions, listener));
  }

  /// Two listeners as one.
  private record Both(DecisionListener first, DecisionListener second) implements DecisionListener {
    @Override
    public void decided(Decision decision) {
      first.decided(decision);
      second.decided(decision);
    }

    @Override
    public void hugeLost(HugeLoss loss) {
      first.hugeLost(loss);
      second.hugeLost(loss);
    }
  }

  /// The latest decisions about orders.
  DecisionLog decisions() {
    return decisions;
  }

  /// What the user calls this course of events.
  String branch() {
    return branch;
  }

  void setBranch(String branch) {
    this.branch = branch;
  }

  /// Accesses that a stop interrupted and that `run` goes on with, or null.
  TouchWalk walk() {
    return walk;
  }

  void setWalk(TouchWalk walk) {
    this.walk = walk;
  }

  List<Workload> workloads() {
    return workloads;
  }

  /// The counters as they were while the workloads ran.
  Timeline timeline() {
    return timeline;
  }

  /// Which pages were accessed how often.
  Heat heat() {
    return heat;
  }

  /// The living process with a pid.
  Task task(long pid) {
    for (Task task : machine.tasks()) {
      if (task.pid() == pid) {
        if (task.hasExited()) {
          throw new SessionException("process %d (%s) has exited".formatted(pid, task.comm()));
        }
        return task;
      }
    }
    throw new SessionException("there is no process " + pid);
  }

  /// Simulated time since boot.
  long nowNs() {
    return machine.clock().nowNs();
  }

  /// Lets time pass to the next wake-up of khugepaged, or to `untilNs` if that is before it.
  void sleep(long untilNs) {
    long wakeNs = Math.max(machine.calls().khugepaged().nextWakeNs(), nowNs());
    machine.advanceTo(machine.kernel().khugepagedEnabled() ? Math.min(wakeNs, untilNs) : untilNs);
  }

  /// When the first unfinished workload but `one` goes on; [Long#MAX_VALUE] if there is none.
  long othersGoOnNs(Workload one) {
    long firstNs = Long.MAX_VALUE;
    for (Workload workload : workloads) {
      if (workload != one && !workload.isDone()) {
        firstNs = Math.min(firstNs, workload.replay().timeNs());
      }
    }
    return firstNs;
  }

  /// The unfinished workload that is least far in time, or null when all are done.
  Workload next() {
    Workload next = null;
    for (Workload workload : workloads) {
      if (!workload.isDone()
          && (next == null || workload.replay().timeNs() < next.replay().timeNs())) {
        next = workload;
      }
    }
    return next;
  }
}
