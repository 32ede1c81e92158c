package dev.thplab.repl;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The command `thplab` itself, without a word: prints what there is. On a terminal it means
/// `repl`.
@Command(
    name = "thplab",
    description = "A prototyping bench for transparent-huge-page policies.",
    synopsisSubcommandLabel = "COMMAND")
final class ThplabCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return ExitCode.OK;
  }
}
