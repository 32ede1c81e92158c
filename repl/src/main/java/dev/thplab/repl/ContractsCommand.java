package dev.thplab.repl;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `thplab contracts`: the interfaces that a policy may be written against.
@Command(
    name = "contracts",
    description =
        "Shows the contracts that a policy may be written against, and how far each lasts.")
final class ContractsCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin private ListFormatOption output;

  ContractsCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    switch (output.format()) {
      case TABLE -> {
        Style style = new Style(streams.screen().wantsColor());
        streams.out().print(ContractList.toText(streams.screen().columns(), style));
      }
      case JSON -> ContractList.writeJson(streams.out());
    }
    return ExitCode.OK;
  }
}
