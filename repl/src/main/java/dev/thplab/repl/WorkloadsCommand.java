package dev.thplab.repl;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `thplab workloads`: the programs that can be generated.
@Command(
    name = "workloads",
    description = "Shows the workloads that can be generated, and their parameters.")
final class WorkloadsCommand implements Callable<Integer> {
  /// What is written to standard output.
  enum Format {
    TABLE,
    JSON
  }

  static final class FormatChoice extends Choice<Format> {
    FormatChoice() {
      super(Format.values());
    }
  }

  private final Streams streams;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      converter = FormatChoice.class,
      description = "table (default) or json.")
  private Format format = Format.TABLE;

  WorkloadsCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    switch (format) {
      case TABLE -> {
        Style style = new Style(streams.screen().wantsColor());
        streams.out().print(WorkloadList.toText(streams.screen().columns(), style));
      }
      case JSON -> WorkloadList.writeJson(streams.out());
    }
    return ExitCode.OK;
  }
}
