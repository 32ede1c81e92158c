package dev.thplab.repl;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The command `thplab` itself: opens the shell on a terminal, and prints what there is elsewhere.
@Command(
    name = "thplab",
    description = "A prototyping bench for transparent-huge-page policies.",
    synopsisSubcommandLabel = "COMMAND")
final class ThplabCommand implements Callable<Integer> {
  private final Streams streams;

  @Spec private CommandSpec spec;

  ThplabCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    if (streams.screen().outIsTerminal()) {
      return ReplCommand.runShell(true, streams.screen().wantsColor());
    }
    spec.commandLine().usage(spec.commandLine().getOut());
    return ExitCode.OK;
  }
}
