package dev.thplab.runtime.report;

import dev.thplab.runtime.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The lines of an experiment's results.
final class ResultLines {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private ResultLines() {}

  /// Reads them as text, each a JSON object.
  ///
  /// @throws InputException if the file cannot be read
  static List<String> texts(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /// What a line says: texts, numbers, booleans, null, lists and maps by name.
  static Map<String, Object> object(String text) {
    return JSON.readValue(text, OBJECT);
  }
}
