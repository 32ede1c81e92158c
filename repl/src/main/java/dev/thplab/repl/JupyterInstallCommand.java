package dev.thplab.repl;

import dev.thplab.repl.jupyter.KernelSpec;
import dev.thplab.runtime.InputException;
import dev.thplab.runtime.report.NotebookKernel;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `thplab jupyter install`: tells Jupyter of the kernel.
@Command(
    name = "install",
    description = "Tells Jupyter of the kernel.",
    footer = {
      "",
      "Notebooks find it as 'thplab (JavaScript)'. Without an option it is installed for the",
      "user. To be rid of it: jupyter kernelspec uninstall thplab",
    })
final class JupyterInstallCommand implements Callable<Integer> {
  private final Streams streams;
  private final Map<String, String> environment;

  @ArgGroup private Where where = new Where();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the kernel (default: ${DEFAULT-VALUE}).")
  private String name = NotebookKernel.NAME;

  /// For whom it is installed.
  private static final class Where {
    @Option(
        names = "--user",
        description = "For this user: below JUPYTER_DATA_DIR, or where Jupyter keeps such data.")
    private boolean user;

    @Option(
        names = "--prefix",
        paramLabel = "DIR",
        description = "Below DIR/share/jupyter, as for an environment of Python.")
    private Path prefix;
  }

  JupyterInstallCommand(Streams streams, Map<String, String> environment) {
    this.streams = streams;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Path directory = KernelSpec.install(data(), name, launcher());
    streams.out().println("kernel " + name + " installed in " + directory);
    return ExitCode.OK;
  }

  private Path data() {
    return where.user || where.prefix == null
        ? KernelSpec.dataDirectory(
            environment, System.getProperty("os.name"), Path.of(System.getProperty("user.home")))
        : where.prefix.resolve("share/jupyter");
  }

  private static Path launcher() {
    String home = System.getProperty("thplab.home");
    if (home == null) {
      throw new InputException("thplab.home is not set: install with the launcher ./thplab");
    }
    return Path.of(home, "thplab");
  }
}
