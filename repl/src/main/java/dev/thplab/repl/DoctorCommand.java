package dev.thplab.repl;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `thplab doctor`: what thplab runs on.
@Command(
    name = "doctor",
    description = "Shows the JDK, the script engine, the limits in force and the terminal.")
final class DoctorCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin private ListFormatOption output;

  DoctorCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    Diagnosis diagnosis = Diagnosis.ofProcess(streams.screen());
    switch (output.format()) {
      case TABLE -> streams.out().print(diagnosis.toText(new Style(streams.screen().wantsColor())));
      case JSON -> diagnosis.writeJson(streams.out());
    }
    return ExitCode.OK;
  }
}
