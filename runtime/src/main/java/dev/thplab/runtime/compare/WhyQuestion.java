package dev.thplab.runtime.compare;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.explain.DecisionLog;
import dev.thplab.runtime.explain.Why;
import dev.thplab.sim.Machine;
import dev.thplab.sim.task.Task;
import dev.thplab.sim.workload.Replay;
import dev.thplab.sim.workload.TraceEvent;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Asks, in one case, why an address has a huge page or not: at the end of the trace, at an earlier
/// time, or, where the address was unmapped before that, just before it was.
public final class WhyQuestion implements CaseObserver {
  /// An answer.
  ///
  /// @param moment what it holds for: `at the end of the trace`, `just before munmap`
  public record Answer(Why why, String moment) {}

  private final long address;
  private final Integer pid;
  private final long untilNs;
  private final DecisionLog log;
  private final Map<Integer, Answer> answers = new TreeMap<>();
  private Machine machine;
  private Task endangered;

  /// Asks about `address` in process `pid`, or in the only one that maps it if `pid` is null, as of
  /// the first event of the trace that ends at or after `untilNs`.
  public WhyQuestion(long address, Integer pid, long untilNs) {
    this.address = address;
    this.pid = pid;
    this.untilNs = untilNs;
    log = DecisionLog.around(address, DecisionLog.DEFAULT_CAPACITY);
  }

  @Override
  public void booted(CaseSpec spec, Machine booted) {
    machine = booted;
    log.listenTo(booted);
  }

  @Override
  public boolean goesOn(Replay replay) {
    if (endangered != null && isMapped(endangered)) {
      answers.remove(endangered.pid());
    }
    endangered = null;
    if (replay.next() == null || machine.clock().nowNs() >= untilNs) {
      String moment = replay.next() == null ? "at the end of the trace" : "at that time";
      for (Task task : machine.tasks()) {
        answer(task, moment);
      }
      return false;
    }
    String call = replay.running() == null ? null : unmapper(replay.next());
    if (call != null && isMapped(replay.running())) {
      endangered = replay.running();
      answer(endangered, "just before " + call);
    }
    return true;
  }

  /// Whether a process of the question maps the address; a vfork child only borrows its parent's
  /// memory.
  private boolean isMapped(Task task) {
    return (pid == null || task.pid() == pid)
        && !task.hasExited()
        && task.mm().owner() == task.account()
        && task.mm().vmas().lookup(address) != null;
  }

  private void answer(Task task, String moment) {
    if (isMapped(task)) {
      Why why = Why.of(machine, log, task.pid(), address);
      answers.put(task.pid(), new Answer(why, moment));
    }
  }

  /// What the event is called if it may unmap the address, else null.
  private String unmapper(TraceEvent event) {
    return switch (event) {
      case TraceEvent.Exit _ -> "exit";
      case TraceEvent.Exec _ -> "exec";
      case TraceEvent.Munmap e when isIn(e.address(), e.length()) -> "munmap";
      case TraceEvent.Mremap e when isIn(e.address(), e.oldLength()) -> "mremap";
      case TraceEvent.Brk e when e.end() <= address -> "brk";
      default -> null;
    };
  }

  private boolean isIn(long start, long length) {
    return start <= address && address - start < length;
  }

  /// The answer, once the case has run.
  ///
  /// @throws InputException if no process of the question maps the address, or several do
  public Answer answer() {
    if (answers.isEmpty()) {
      throw new InputException(nowhere());
    }
    if (answers.size() > 1) {
      String processes =
          answers.values().stream()
              .map(answer -> named(answer.why().pid(), answer.why().comm()))
              .collect(Collectors.joining(", "));
      throw new InputException(
          "address %x is mapped in several processes, %s; name one of them with --pid"
              .formatted(address, processes));
    }
    return answers.values().iterator().next();
  }

  private String nowhere() {
    if (machine.tasks().isEmpty()) {
      return "there is no process at that time";
    }
    String processes =
        machine.tasks().stream()
            .map(task -> named(task.pid(), task.comm()))
            .collect(Collectors.joining(", "));
    if (pid != null && machine.tasks().stream().noneMatch(task -> task.pid() == pid)) {
      return "there is no process %d; there are %s".formatted(pid, processes);
    }
    return "address %x is in no VMA of %s"
        .formatted(address, pid == null ? "any process: " + processes : "process " + pid);
  }

  private static String named(int pid, String comm) {
    return "%d (%s)".formatted(pid, comm);
  }
}
