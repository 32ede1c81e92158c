package dev.thplab.repl;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `thplab workloads`: the programs that can be generated.
@Command(
    name = "workloads",
    description = "Shows the workloads that can be generated, and their parameters.")
final class WorkloadsCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin private ListFormatOption output;

  WorkloadsCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    switch (output.format()) {
      case TABLE -> {
        Style style = new Style(streams.screen().wantsColor());
        streams.out().print(WorkloadList.toText(streams.screen().columns(), style));
      }
      case JSON -> WorkloadList.writeJson(streams.out());
    }
    return ExitCode.OK;
  }
}
