package dev.thplab.runtime.compare;

import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import tools.jackson.core.JsonGenerator;

/// A comparison as JSON Lines: one object for the machine of each case, then one for each of its
/// policies and of its processes.
///
/// Every line stands for itself: it names version, seed, trace, case and settings before the
/// numbers.
public final class JsonLinesReport {
  private JsonLinesReport() {}

  /// Writes the lines.
  ///
  /// @param timing whether to include wall times and the engine
  /// @param processes whether to include the processes
  public static void write(
      Comparison comparison, boolean timing, boolean processes, OutputStream out) {
    write(new LinkedHashMap<>(), comparison, timing, processes, out);
  }

  /// Writes the lines without timing and processes; each begins with the texts of `head`.
  public static void write(
      SequencedMap<String, Object> head, Comparison comparison, OutputStream out) {
    write(head, comparison, false, false, out);
  }

  private static void write(
      SequencedMap<String, Object> head,
      Comparison comparison,
      boolean timing,
      boolean processes,
      OutputStream out) {
    for (ResultRow row : ResultRow.of(comparison, processes)) {
      try (JsonGenerator json = JsonWriters.compact(out)) {
        json.writeStartObject();
        head.forEach((name, value) -> member(json, name, value));
        row.identity().forEach((name, value) -> member(json, name, value));
        json.writeName("settings");
        JsonReport.settings(json, row.result());
        JsonWriters.numbers(json, row.metrics());
        if (timing) {
          row.timing().forEach((name, value) -> member(json, name, value));
        }
        json.writeEndObject();
        json.writeRaw('\n');
      }
    }
  }

  private static void member(JsonGenerator json, String name, Object value) {
    switch (value) {
      case null -> json.writeNullProperty(name);
      case Long number -> json.writeNumberProperty(name, number);
      default -> json.writeStringProperty(name, value.toString());
    }
  }
}
