package dev.thplab.repl;

import dev.thplab.repl.jupyter.ConnectionFile;
import dev.thplab.repl.jupyter.Kernel;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jline.utils.Signals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `thplab jupyter kernel`: what Jupyter starts.
@Command(name = "kernel", description = "Runs the kernel; Jupyter starts it.")
final class JupyterKernelCommand implements Callable<Integer> {
  private final Streams streams;

  @Parameters(paramLabel = "CONNECTION-FILE", description = "Where the client wants to meet it.")
  private Path connectionFile;

  JupyterKernelCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    Kernel kernel = new Kernel(ConnectionFile.read(connectionFile), streams::say);
    Signals.register("INT", kernel::interrupt);
    stopWithParent(kernel);
    kernel.run();
    return ExitCode.OK;
  }

  /// Ends the kernel when the client that started it is gone without a word.
  private static void stopWithParent(Kernel kernel) {
    String parent = System.getenv().getOrDefault("JPY_PARENT_PID", "");
    if (parent.matches("[1-9]\\d{0,9}")) {
      ProcessHandle.of(Long.parseLong(parent)).ifPresent(process -> stopWith(process, kernel));
    }
  }

  private static void stopWith(ProcessHandle process, Kernel kernel) {
    Thread watch =
        new Thread(
            () -> {
              process.onExit().join();
              kernel.stop();
            },
            "thplab-parent");
    watch.setDaemon(true);
    watch.start();
  }
}
