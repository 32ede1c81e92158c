package dev.thplab.runtime.experiment;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.NearestName;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads front matter, which is YAML.
final class HeaderReader {
  private static final List<String> KEYS = List.of("title", "seed", "machine", "timeout");
  private static final YAMLMapper YAML = new YAMLMapper();

  private final String file;
  private final List<String> lines;
  private final int firstLine;

  /// @param lines the YAML
  /// @param firstLine number of the first of them in the file
  HeaderReader(String file, List<String> lines, int firstLine) {
    this.file = file;
    this.lines = lines;
    this.firstLine = firstLine;
  }

  /// @throws InputException naming file and line, the key, its value and what is allowed
  Header read() {
    JsonNode root;
    try {
      root = YAML.readTree(String.join("\n", lines));
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      throw new InputException(
          "%s:%d: front matter is not YAML: %s"
              .formatted(file, firstLine + line - 1, problem(e.getOriginalMessage())),
          e);
    }
    if (root.isMissingNode() || root.isNull()) {
      return Header.DEFAULT;
    }
    if (!root.isObject()) {
      throw new InputException(
          "%s:%d: front matter must be keys with values, such as 'title: Orders'"
              .formatted(file, firstLine));
    }
    for (String key : root.propertyNames()) {
      if (!KEYS.contains(key)) {
        throw new InputException(
            "%s: unknown key '%s'%s; keys are %s"
                .formatted(
                    place(key), key, NearestName.question(key, KEYS), String.join(", ", KEYS)));
      }
    }
    return new Header(
        title(root.get("title")),
        seed(root.get("seed")),
        machine(root.get("machine")),
        timeout(root.get("timeout")));
  }

  /// What a message of the YAML reader says, without the excerpts and its own count of lines, which
  /// are indented.
  private static String problem(String message) {
    return message
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith(" "))
        .collect(Collectors.joining(", "));
  }

  private String place(String key) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(key)) {
        return file + ":" + (firstLine + i);
      }
    }
    return file + ":" + firstLine;
  }

  private InputException wrong(String key, JsonNode value, String want) {
    return new InputException("%s: %s (%s) must be %s".formatted(place(key), key, value, want));
  }

  private String title(JsonNode value) {
    if (value != null && !value.isString()) {
      throw wrong("title", value, "text");
    }
    return value == null ? null : value.stringValue();
  }

  private long seed(JsonNode value) {
    if (value != null && !value.isIntegralNumber()) {
      throw wrong("seed", value, "a whole number");
    }
    return value == null ? Header.DEFAULT.seed() : value.longValue();
  }

  private String machine(JsonNode value) {
    if (value != null && !value.isObject()) {
      throw wrong("machine", value, "keys with values, such as '{ memory: 8G }'");
    }
    return value == null ? Header.DEFAULT.machineJson() : value.toString();
  }

  private long timeout(JsonNode value) {
    if (value == null) {
      return Header.DEFAULT.timeoutMs();
    }
    if (!value.isString()) {
      throw wrong("timeout", value, Timeout.WANT);
    }
    try {
      return Timeout.milliseconds(value.stringValue());
    } catch (IllegalArgumentException e) {
      throw new InputException(place("timeout") + ": " + e.getMessage(), e);
    }
  }
}
