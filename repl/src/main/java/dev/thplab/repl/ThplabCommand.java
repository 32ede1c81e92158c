package dev.thplab.repl;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The command `thplab` itself: prints what there is.
@Command(
    name = "thplab",
    description = "A prototyping bench for transparent-huge-page policies.",
    synopsisSubcommandLabel = "COMMAND")
final class ThplabCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
