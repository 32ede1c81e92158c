package dev.thplab.repl;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `thplab policy`: tools for whoever writes policies.
@Command(
    name = "policy",
    description = "Begins, checks and profiles policies.",
    synopsisSubcommandLabel = "COMMAND")
final class PolicyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "a command is missing: new, check or profile");
  }
}
