package dev.thplab.repl;

import dev.thplab.sim.InvariantCheck;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// The option of `scenario` and `kernel` that has the books of simulated machines recounted.
final class InvariantOption {
  /// Reads the number of steps between two recounts.
  static final class Steps implements ITypeConverter<InvariantCheck> {
    @Override
    public InvariantCheck convert(String text) {
      if (!text.matches("[1-9][0-9]{0,17}")) {
        throw new TypeConversionException("'" + text + "' must be a whole number of 1 or more");
      }
      return new InvariantCheck(Long.parseLong(text));
    }
  }

  @Option(
      names = "--check-invariants",
      paramLabel = "N",
      arity = "0..1",
      fallbackValue = "1",
      converter = Steps.class,
      description =
          "Recount the books of the simulated machine after every N operations (N left out: each)"
              + " and at the end; a mistake ends the run.")
  private InvariantCheck check = InvariantCheck.OFF;

  InvariantCheck check() {
    return check;
  }
}
