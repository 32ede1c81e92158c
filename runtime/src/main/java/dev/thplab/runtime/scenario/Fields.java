package dev.thplab.runtime.scenario;

import dev.thplab.runtime.InputException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The fields of one JSON object, read strictly: each error says where it is, what is there and
/// what should be.
final class Fields {
  private final JsonNode node;
  private final String place;
  private final Set<String> known = new LinkedHashSet<>();

  private Fields(JsonNode node, String place) {
    this.node = node;
    this.place = place;
  }

  /// Reads an object at `place`, which begins every error message.
  static Fields of(JsonNode node, String place) {
    if (!node.isObject()) {
      throw new InputException("%s: %s must be an object".formatted(place, node));
    }
    return new Fields(node, place);
  }

  /// Where the object is.
  String place() {
    return place;
  }

  /// Returns what a field holds.
  JsonNode required(String field) {
    JsonNode value = optional(field);
    if (value == null) {
      throw new InputException("%s: field %s is missing".formatted(place, field));
    }
    return value;
  }

  /// Returns what a field holds, or null if there is no such field.
  JsonNode optional(String field) {
    known.add(field);
    return node.get(field);
  }

  String text(String field) {
    JsonNode value = required(field);
    if (!value.isString()) {
      throw error(field, "must be a string");
    }
    return value.stringValue();
  }

  String text(String field, String orElse) {
    return optional(field) == null ? orElse : text(field);
  }

  /// Returns a whole number in `[min, max]`.
  long number(String field, long min, long max) {
    JsonNode value = required(field);
    if (!value.isIntegralNumber()) {
      throw error(field, "must be a whole number");
    }
    if (!value.canConvertToLong() || value.longValue() < min || value.longValue() > max) {
      throw error(field, "must be in [%d, %d]".formatted(min, max));
    }
    return value.longValue();
  }

  long number(String field, long min, long max, long orElse) {
    return optional(field) == null ? orElse : number(field, min, max);
  }

  /// Returns whole numbers that are not negative.
  List<Long> numbers(String field) {
    List<Long> numbers = new ArrayList<>();
    for (JsonNode element : array(field)) {
      if (!element.isIntegralNumber() || !element.canConvertToLong() || element.longValue() < 0) {
        throw error(field, "must hold whole numbers that are not negative");
      }
      numbers.add(element.longValue());
    }
    return numbers;
  }

  JsonNode array(String field) {
    JsonNode value = required(field);
    if (!value.isArray()) {
      throw error(field, "must be an array");
    }
    return value;
  }

  /// Returns an error about the value of a field; `rule` says what is allowed.
  InputException error(String field, String rule) {
    JsonNode value = node.get(field);
    String shown = value.isString() ? value.stringValue() : value.toString();
    return new InputException("%s: %s (%s) %s".formatted(place, field, shown, rule));
  }

  /// Refuses fields that nobody asked for.
  void rejectOthers() {
    for (String field : node.propertyNames()) {
      if (!known.contains(field)) {
        throw new InputException(
            "%s: unknown field %s; known: %s".formatted(place, field, String.join(", ", known)));
      }
    }
  }
}
