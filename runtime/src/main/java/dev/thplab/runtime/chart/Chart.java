package dev.thplab.runtime.chart;

import dev.thplab.runtime.JsonObject;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// Rows, and which of their fields a chart shows.
///
/// @param title what it shows
/// @param x field along the horizontal axis
/// @param y field of numbers along the vertical axis
/// @param color field that tells series apart; null if there is one
/// @param rows the data; values are texts, numbers, booleans or null
public record Chart(
    String title, String x, String y, String color, List<Map<String, Object>> rows) {
  /// The kind that [dev.thplab.runtime.session.Recorder#note] gives to charts.
  public static final String KIND = "chart";

  private static final String CHANGE = "change";
  private static final String MEASURE = "measure";
  private static final String LOW = "low";
  private static final String HIGH = "high";

  public Chart {
    rows = List.copyOf(rows);
  }

  /// The chart whose fields [dev.thplab.runtime.session.Recorder#note] tells.
  public static Chart of(Map<String, Object> fields) {
    List<?> rows = (List<?>) fields.get("rows");
    return new Chart(
        (String) fields.get("title"),
        (String) fields.get("x"),
        (String) fields.get("y"),
        (String) fields.get("color"),
        rows.stream().map(JsonObject::cast).toList());
  }

  /// The fields that the chart shows.
  public List<String> fields() {
    Stream<String> series = Stream.ofNullable(color);
    Stream<String> interval = hasIntervals() ? Stream.of(LOW, HIGH) : Stream.empty();
    return Stream.of(series, Stream.of(x, y), interval)
        .flatMap(fields -> fields)
        .distinct()
        .toList();
  }

  /// The values of a field, one a row.
  Stream<Object> values(String field) {
    return rows.stream().map(row -> row.get(field));
  }

  /// Whether a field has numbers, and nothing else but null.
  boolean isNumeric(String field) {
    return values(field).anyMatch(Objects::nonNull)
        && values(field).allMatch(value -> value == null || value instanceof Number);
  }

  /// The different values of a field, as text, in the order of the rows.
  Set<String> distinct(String field) {
    Set<String> distinct = new LinkedHashSet<>();
    values(field).forEach(value -> distinct.add(String.valueOf(value)));
    return distinct;
  }

  /// Whether some place along x has several values of one series, so that no line joins them.
  boolean hasReplicates() {
    Set<List<String>> places = new HashSet<>();
    return !rows.stream().allMatch(row -> places.add(place(row)));
  }

  private List<String> place(Map<String, Object> row) {
    String series = color == null ? "" : String.valueOf(row.get(color));
    return List.of(String.valueOf(row.get(x)), series);
  }

  /// Whether the rows are differences() with the interval of each change, and the change is shown.
  boolean hasIntervals() {
    return y.equals(CHANGE) && isNumeric(LOW) && isNumeric(HIGH);
  }

  /// The measure whose numbers a field holds: the field, or where the rows are differences() of one
  /// measure, that.
  String measure(String field) {
    return field.equals(CHANGE)
            && distinct(MEASURE).size() == 1
            && values(MEASURE).allMatch(String.class::isInstance)
        ? distinct(MEASURE).iterator().next()
        : field;
  }
}
