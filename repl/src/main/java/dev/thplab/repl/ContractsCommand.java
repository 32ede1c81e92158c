package dev.thplab.repl;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `thplab contracts`: the interfaces that a policy may be written against.
@Command(
    name = "contracts",
    description =
        "Shows the contracts that a policy may be written against, and how far each lasts.")
final class ContractsCommand implements Callable<Integer> {
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

  ContractsCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    switch (format) {
      case TABLE -> {
        Style style = new Style(streams.screen().wantsColor());
        streams.out().print(ContractList.toText(streams.screen().columns(), style));
      }
      case JSON -> ContractList.writeJson(streams.out());
    }
    return ExitCode.OK;
  }
}
