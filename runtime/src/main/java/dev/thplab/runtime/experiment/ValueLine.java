package dev.thplab.runtime.experiment;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// The value of a cell, as a line of results.
public final class ValueLine {
  /// The kind of such lines.
  public static final String KIND = "value";

  private static final JsonMapper JSON = JsonMapper.shared();

  private ValueLine() {}

  /// The fields of the line: the text, and the rows if the value is a table, which is written in
  /// another way as JSON.
  ///
  /// @param jsonLines the value shown as JSON Lines
  public static Map<String, Object> of(String text, String jsonLines) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("text", text);
    fields.put(
        "rows",
        text.equals(jsonLines)
            ? null
            : jsonLines.lines().map(line -> JSON.readValue(line, Object.class)).toList());
    return fields;
  }
}
