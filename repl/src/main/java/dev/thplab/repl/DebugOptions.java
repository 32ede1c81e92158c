package dev.thplab.repl;

import dev.thplab.runtime.script.EngineMode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Options that let a debugger stop inside policies.
final class DebugOptions {
  private static final int MAX_PORT = 65_535;

  @Option(
      names = "--inspect",
      paramLabel = "PORT",
      arity = "0..1",
      fallbackValue = "9229",
      description =
          "Let Chrome's developer tools stop inside policies, at this port of 127.0.0.1"
              + " (${FALLBACK-VALUE} if left out). For your own scripts only.")
  private Integer inspect;

  @Option(
      names = "--inspect-brk",
      paramLabel = "PORT",
      arity = "0..1",
      fallbackValue = "9229",
      description = "The same, but wait for them and stop at the first statement.")
  private Integer inspectBreak;

  @Option(
      names = "--dap",
      paramLabel = "PORT",
      arity = "0..1",
      fallbackValue = "4711",
      description =
          "Wait for an editor that speaks the Debug Adapter Protocol, at this port of 127.0.0.1"
              + " (${FALLBACK-VALUE} if left out). For your own scripts only.")
  private Integer dap;

  /// What the engine shall do; a debugger is announced to the user.
  EngineMode mode(CommandSpec spec, Streams streams) {
    if (!isGiven()) {
      return EngineMode.SANDBOXED;
    }
    check(spec);
    streams.say(
        "with the debugger on, the engine's own sandbox checks are off, and policies may take as"
            + " long as they like; use it for your own scripts");
    if (dap != null) {
      return debugged(EngineMode.Protocol.DAP, dap, streams);
    }
    return debugged(EngineMode.Protocol.INSPECT, inspect == null ? inspectBreak : inspect, streams);
  }

  private EngineMode debugged(EngineMode.Protocol protocol, int port, Streams streams) {
    return new EngineMode.Debugged(protocol, port, inspectBreak != null, streams.err());
  }

  /// Whether a debugger is asked for.
  boolean isGiven() {
    return inspect != null || inspectBreak != null || dap != null;
  }

  private void check(CommandSpec spec) {
    Integer[] ports = {inspect, inspectBreak, dap};
    String[] names = {"--inspect", "--inspect-brk", "--dap"};
    String given = null;
    for (int i = 0; i < ports.length; i++) {
      if (ports[i] == null) {
        continue;
      }
      if (given != null) {
        throw new ParameterException(
            spec.commandLine(), names[i] + " cannot be used with " + given);
      }
      given = names[i];
      if (ports[i] < 0 || ports[i] > MAX_PORT) {
        throw new ParameterException(
            spec.commandLine(), "%s (%d) must be a port".formatted(given, ports[i]));
      }
    }
  }
}
