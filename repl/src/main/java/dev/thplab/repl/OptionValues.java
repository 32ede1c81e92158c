package dev.thplab.repl;

import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Values made of the options of a command.
final class OptionValues {
  private OptionValues() {}

  /// Makes a wrong value of an option, an IllegalArgumentException, the mistake of the command line
  /// that it is.
  static <T> T checked(CommandSpec spec, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
