package dev.thplab.runtime.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedCollection;
import java.util.stream.Collectors;

/// Rows as a table.
///
/// @param columns the fields that it shows
/// @param rows the data
record RowTable(List<String> columns, List<Map<String, Object>> rows) {
  RowTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /// A table of every field of `rows`.
  static RowTable of(List<Map<String, Object>> rows) {
    SequencedCollection<String> columns = new LinkedHashSet<>();
    rows.forEach(row -> columns.addAll(row.keySet()));
    return new RowTable(List.copyOf(columns), rows);
  }

  private boolean isNumeric(String column) {
    return rows.stream()
        .map(row -> row.get(column))
        .filter(Objects::nonNull)
        .allMatch(Number.class::isInstance);
  }

  /// As HTML.
  String html() {
    StringBuilder html = new StringBuilder("<table>\n<thead><tr>");
    for (String column : columns) {
      html.append(cell("th scope=\"col\"", "th", column, column));
    }
    html.append("</tr></thead>\n<tbody>\n");
    for (Map<String, Object> row : rows) {
      html.append("<tr>");
      for (String column : columns) {
        html.append(cell("td", "td", column, Numbers.text(row.get(column))));
      }
      html.append("</tr>\n");
    }
    return html.append("</tbody>\n</table>\n").toString();
  }

  private String cell(String open, String close, String column, String text) {
    String number = isNumeric(column) ? " class=\"number\"" : "";
    return "<%s%s>%s</%s>".formatted(open, number, Html.escape(text), close);
  }

  /// As text with aligned columns.
  String text() {
    List<String> lines = new ArrayList<>();
    lines.add(line(columns));
    for (Map<String, Object> row : rows) {
      lines.add(line(columns.stream().map(column -> Numbers.text(row.get(column))).toList()));
    }
    return String.join("\n", lines);
  }

  private String line(List<String> cells) {
    List<String> padded = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      String column = columns.get(i);
      String room = " ".repeat(width(column) - cells.get(i).length());
      padded.add(isNumeric(column) ? room + cells.get(i) : cells.get(i) + room);
    }
    return padded.stream().collect(Collectors.joining("  ")).stripTrailing();
  }

  private int width(String column) {
    return rows.stream()
        .mapToInt(row -> Numbers.text(row.get(column)).length())
        .reduce(column.length(), Math::max);
  }
}
