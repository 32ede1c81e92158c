package dev.thplab.runtime.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Writes documents of the format `thp-oracle/1`, one operation a line, so that two of them can be
/// compared with `diff`.
public final class ScenarioWriter {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private ScenarioWriter() {}

  /// Returns the text of `document` with `scenarios`, each with its result in place of the one it
  /// was read with.
  ///
  /// @param results one for each scenario, from [ResultJson]
  public static String write(
      ObjectNode document, List<Scenario> scenarios, List<ObjectNode> results) {
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : document.properties()) {
      if (!entry.getKey().equals("scenarios")) {
        parts.add(quote(entry.getKey()) + ":" + spaced(entry.getValue()));
      }
    }
    List<String> written = new ArrayList<>();
    for (int i = 0; i < scenarios.size(); i++) {
      written.add(scenario(scenarios.get(i), results.get(i)));
    }
    parts.add("\"scenarios\":[\n" + String.join(",\n", written) + "\n]");
    return "{" + String.join(",\n", parts) + "}\n";
  }

  private static String scenario(Scenario scenario, ObjectNode result) {
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : scenario.source().properties()) {
      switch (entry.getKey()) {
        case "ops" -> parts.add("\"ops\":" + lines(entry.getValue()));
        case "result" -> {}
        default -> parts.add(quote(entry.getKey()) + ":" + compact(entry.getValue()));
      }
    }
    parts.add(
        "\"result\":{\"ops\":%s,\n  \"counters_final\":%s}"
            .formatted(lines(result.get("ops")), compact(result.get("counters_final"))));
    return "{" + String.join(",\n ", parts) + "}";
  }

  private static String lines(JsonNode array) {
    return array
        .valueStream()
        .map(ScenarioWriter::compact)
        .collect(Collectors.joining(",\n  ", "[\n  ", "]"));
  }

  private static String compact(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  private static String quote(String text) {
    return MAPPER.writeValueAsString(text);
  }

  /// JSON on one line with blanks after commas and colons.
  private static String spaced(JsonNode node) {
    if (node.isObject()) {
      return node.propertyStream()
          .map(entry -> quote(entry.getKey()) + ": " + spaced(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (node.isArray()) {
      return node.valueStream()
          .map(ScenarioWriter::spaced)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return compact(node);
  }
}
