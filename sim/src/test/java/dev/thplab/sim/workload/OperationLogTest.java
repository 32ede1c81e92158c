package dev.thplab.sim.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Marked operations in the simulated time of a run.
class OperationLogTest {

  /// A workload of events that a test gives.
  private record Fixed(List<TraceEvent> events) implements EventSource {
    @Override
    public String name() {
      return "fixed";
    }

    @Override
    public long length() {
      return events.size();
    }

    @Override
    public EventStream open() {
      return new EventStream() {
        private int next;

        @Override
        public TraceEvent next() {
          return next == events.size() ? null : events.get(next++);
        }

        @Override
        public long position() {
          return next;
        }
      };
    }

    @Override
    public String place(long index) {
      return "event " + index;
    }
  }

  private static OperationLog run(TraceEvent... events) {
    Replay replay = new Replay(new Machine(MachineConfig.ample()), new Fixed(List.of(events)));
    replay.run(_ -> {});
    return replay.operations();
  }

  private static TraceEvent start(String name) {
    return new TraceEvent.OperationStart(name);
  }

  private static TraceEvent end(String name) {
    return new TraceEvent.OperationEnd(name);
  }

  private static TraceEvent work(long ns) {
    return new TraceEvent.Work(ns);
  }

  /// 100 ns, a pause of 600 ns, 300 ns: two operations within 1000 ns are two million a second.
  @Test
  void latencyIsFromStartToEndAndThroughputFromTheFirstToTheLast() {
    OperationLog log =
        run(
            work(50),
            start("get"),
            work(100),
            end("get"),
            work(600),
            start("get"),
            work(300),
            end("get"),
            work(70));
    OperationLog.Operation get = log.byName().get("get");
    assertEquals(2, get.latency().count());
    assertEquals(100, get.latency().min());
    assertEquals(300, get.latency().max());
    assertEquals(2_000_000, get.perSecond());
  }

  /// Two processes in the middle of operations of one name, and one operation within another.
  @Test
  void processesHaveOperationsOfTheirOwn() {
    OperationLog log =
        run(
            new TraceEvent.Switch(1),
            start("outer"),
            start("inner"),
            new TraceEvent.ForkTo(2),
            new TraceEvent.Switch(2),
            start("outer"),
            work(10),
            new TraceEvent.Switch(1),
            end("inner"),
            work(20),
            end("outer"),
            new TraceEvent.Switch(2),
            work(40),
            end("outer"));
    assertEquals(List.of("inner", "outer"), List.copyOf(log.byName().keySet()));
    assertEquals(10, log.byName().get("inner").latency().max());
    assertEquals(30, log.byName().get("outer").latency().min());
    assertEquals(70, log.byName().get("outer").latency().max());
  }

  /// An operation that is not over when the run ends is not counted.
  @Test
  void whatDoesNotEndIsNotCounted() {
    assertEquals(List.of(), List.copyOf(run(start("get"), work(1)).byName().keySet()));
  }
}
