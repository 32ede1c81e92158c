package dev.thplab.sim.generator;

import dev.thplab.sim.workload.EventSource;
import dev.thplab.sim.workload.EventStream;
import dev.thplab.sim.workload.TraceEvent;

/// A generator with values for its parameters: a program that is made while it runs. Its memory
/// does not grow with its length.
public final class GeneratedWorkload implements EventSource {
  private final Generator generator;
  private final Parameters parameters;
  private final String description;
  private final long length;

  /// Makes the workload; `description` says in messages what was asked for.
  ///
  /// @throws IllegalArgumentException if two parameters do not go together
  public GeneratedWorkload(Generator generator, Parameters parameters, String description) {
    this.generator = generator;
    this.parameters = parameters;
    this.description = description;
    length = generator.program().apply(parameters).length();
  }

  @Override
  public String name() {
    return generator.name();
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public EventStream open() {
    return new Stream(
        generator.program().apply(parameters), new EventWriter(parameters.whole("access")));
  }

  @Override
  public String place(long index) {
    return description;
  }

  private static final class Stream implements EventStream {
    private final Program program;
    private final EventWriter out;

    Stream(Program program, EventWriter out) {
      this.program = program;
      this.out = out;
      program.start(out);
      out.flush();
    }

    @Override
    public TraceEvent next() {
      TraceEvent event = out.poll();
      while (event == null && program.step(out)) {
        out.flush();
        event = out.poll();
      }
      return event;
    }

    @Override
    public long position() {
      return program.position();
    }
  }
}
