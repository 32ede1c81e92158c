package dev.thplab.repl;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `thplab jupyter`: the session of the shell as a kernel of Jupyter.
@Command(
    name = "jupyter",
    description = "Runs the session of the shell as a kernel of Jupyter.",
    synopsisSubcommandLabel = "COMMAND")
final class JupyterCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "a command is missing: install or kernel");
  }
}
