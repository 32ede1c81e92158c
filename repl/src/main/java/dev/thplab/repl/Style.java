package dev.thplab.repl;

/// Marks text for a terminal, or leaves it alone.
record Style(boolean colored) {
  private static final String RESET = "\033[0m";

  /// What a column or a part of the table is called.
  String heading(String text) {
    return marked("\033[1m", text);
  }

  /// What matters less.
  String faint(String text) {
    return marked("\033[2m", text);
  }

  private String marked(String code, String text) {
    return colored && !text.isBlank() ? code + text + RESET : text;
  }
}
