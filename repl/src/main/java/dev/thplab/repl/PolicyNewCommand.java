package dev.thplab.repl;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.check.PolicyTemplate;
import dev.thplab.runtime.script.Contracts;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `thplab policy new`: writes a policy to be filled in.
@Command(name = "new", description = "Writes a policy that loads and can be filled in.")
final class PolicyNewCommand implements Callable<Integer> {
  private final Streams streams;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The file to make, as mine.js or dir/mine.")
  private Path file;

  @Option(
      names = "--contract",
      paramLabel = "ID",
      description = "What to write it against (default: ${DEFAULT-VALUE}); see contracts.")
  private String contractId = "lab/1";

  PolicyNewCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    Path path = file.toString().endsWith(".js") ? file : Path.of(file + ".js");
    if (!Contracts.ids().contains(contractId)) {
      throw new ParameterException(
          spec.commandLine(),
          "--contract (" + contractId + ") is not one of " + String.join(", ", Contracts.ids()));
    }
    String stem = path.getFileName().toString().replaceFirst("\\.js$", "");
    try {
      Files.writeString(
          path,
          PolicyTemplate.of(Contracts.of(contractId), stem),
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw new InputException(path + ": exists already; a policy is never overwritten", e);
    } catch (NoSuchFileException e) {
      throw new InputException(path + ": there is no directory " + path.getParent(), e);
    } catch (IOException e) {
      throw new InputException(path + ": cannot be written: " + e.getMessage(), e);
    }
    streams.out().println(path);
    return ExitCode.OK;
  }
}
