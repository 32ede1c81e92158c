package dev.thplab.runtime.compare;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// A comparison as CSV (RFC 4180): a header, then one row for the machine of each case, one for
/// each of its policies and one for each process.
///
/// The columns are the members of [JsonLinesReport], those of `settings` as `settings.enabled` and
/// so on. A cell is empty where a row has no such number.
public final class CsvReport {
  private static final String LINE_END = "\r\n";

  private CsvReport() {}

  /// Writes the table.
  ///
  /// @param timing whether to include wall times and the engine
  /// @param processes whether to include the processes
  public static void write(
      Comparison comparison, boolean timing, boolean processes, OutputStream out) {
    List<SequencedMap<String, Object>> rows =
        ResultRow.of(comparison, processes).stream().map(row -> cells(row, timing)).toList();
    SequencedSet<String> columns = new LinkedHashSet<>();
    rows.forEach(row -> columns.addAll(row.keySet()));
    StringBuilder csv = new StringBuilder();
    line(csv, columns);
    for (SequencedMap<String, Object> row : rows) {
      line(csv, columns.stream().map(column -> row.get(column)).toList());
    }
    try {
      out.write(csv.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SequencedMap<String, Object> cells(ResultRow row, boolean timing) {
    SequencedMap<String, Object> cells = new LinkedHashMap<>(row.identity());
    row.result().sysfs().forEach((path, value) -> cells.put("settings." + path, value));
    cells.put("settings.memory_bytes", row.result().memoryBytes());
    cells.put("settings.kernel_profile", row.result().kernelProfile().label());
    cells.put("settings.policy", null);
    row.result()
        .spec()
        .policies()
        .settings()
        .forEach((key, value) -> cells.put("settings." + key, value));
    cells.putAll(row.metrics());
    if (timing) {
      cells.putAll(row.timing());
    }
    return cells;
  }

  private static void line(StringBuilder csv, Collection<?> cells) {
    String separator = "";
    for (Object cell : cells) {
      csv.append(separator).append(quoted(cell));
      separator = ",";
    }
    csv.append(LINE_END);
  }

  private static String quoted(Object cell) {
    String text = cell == null ? "" : cell.toString();
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
