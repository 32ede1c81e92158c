package dev.thplab.repl;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `thplab doctor`: what thplab runs on.
@Command(
    name = "doctor",
    description = "Shows the JDK, the script engine, the limits in force and the terminal.")
final class DoctorCommand implements Callable<Integer> {
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

  DoctorCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    Diagnosis diagnosis = Diagnosis.ofProcess(streams.screen());
    switch (format) {
      case TABLE -> streams.out().print(diagnosis.toText(new Style(streams.screen().wantsColor())));
      case JSON -> diagnosis.writeJson(streams.out());
    }
    return ExitCode.OK;
  }
}
