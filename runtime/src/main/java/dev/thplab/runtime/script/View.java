package dev.thplab.runtime.script;

/// How values are shown at the prompt.
///
/// @param columns width to lay text out for
/// @param depth how deep nested objects are shown
/// @param items members of a list that are shown
/// @param rows rows of a table that are shown
/// @param humanUnits whether sizes and times are rounded and have units
/// @param colours whether values are painted by their kind, with the codes of a terminal
/// @param format how arrays of rows are written: `table`, `json`, `jsonl` or `csv`
public record View(
    int columns,
    int depth,
    int items,
    int rows,
    boolean humanUnits,
    boolean colours,
    String format) {
  /// What holds until somebody says otherwise.
  public static final View DEFAULT = new View(80, 3, 100, 60, true, false, "table");

  /// The same with arrays of rows in another form.
  public View withFormat(String newFormat) {
    return new View(columns, depth, items, rows, humanUnits, colours, newFormat);
  }

  /// The same for another width.
  public View withColumns(int newColumns) {
    return new View(newColumns, depth, items, rows, humanUnits, colours, format);
  }
}
