package dev.thplab.repl;

import picocli.CommandLine.Option;

/// The option that says how a command writes what there is.
final class ListFormatOption {
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

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      converter = FormatChoice.class,
      description = "table (default) or json.")
  private Format format = Format.TABLE;

  Format format() {
    return format;
  }
}
