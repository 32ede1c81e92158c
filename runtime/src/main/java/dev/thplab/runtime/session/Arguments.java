package dev.thplab.runtime.session;

import dev.thplab.runtime.HexAddress;
import dev.thplab.runtime.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// The arguments of one call, by position, and the options object that may be the last of them.
final class Arguments {
  private final String method;
  private final JsonNode values;

  Arguments(String method, JsonNode values) {
    this.method = method;
    this.values = values;
  }

  private JsonNode at(int index) {
    JsonNode value = values.get(index);
    return value == null || value.isNull() ? null : value;
  }

  boolean has(int index) {
    return at(index) != null;
  }

  String text(int index, String what) {
    JsonNode value = at(index);
    if (value == null || !value.isString()) {
      throw wrong(what, value, "a string");
    }
    return value.stringValue();
  }

  String textOrNull(int index, String what) {
    return has(index) ? text(index, what) : null;
  }

  long number(int index, String what) {
    return number(at(index), what);
  }

  private long number(JsonNode value, String what) {
    if (value == null
        || !value.isNumber()
        || value.doubleValue() != Math.rint(value.doubleValue())) {
      throw wrong(what, value, "a whole number");
    }
    return value.longValue();
  }

  double real(int index, String what) {
    return real(at(index), what);
  }

  private double real(JsonNode value, String what) {
    if (value == null || !value.isNumber()) {
      throw wrong(what, value, "a number");
    }
    return value.doubleValue();
  }

  /// A list of numbers, at least two.
  List<Double> reals(int index, String what) {
    JsonNode list = at(index);
    if (list == null || !list.isArray() || list.size() < 2) {
      throw wrong(what, list, "a list of two numbers or more");
    }
    List<Double> values = new ArrayList<>();
    list.forEach(value -> values.add(real(value, what)));
    return values;
  }

  /// A list of objects whose members are numbers, strings, booleans or null.
  List<Map<String, Object>> rows(int index, String what) {
    JsonNode list = at(index);
    if (list == null || !list.isArray()) {
      throw wrong(what, list, "a list of objects");
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    for (JsonNode row : list) {
      if (!row.isObject()) {
        throw wrong(what, row, "an object");
      }
      Map<String, Object> fields = new LinkedHashMap<>();
      row.propertyNames().forEach(name -> fields.put(name, simple(row.get(name), name)));
      rows.add(fields);
    }
    return rows;
  }

  private Object simple(JsonNode value, String what) {
    if (value.isIntegralNumber()) {
      return value.longValue();
    }
    if (value.isNumber()) {
      return value.doubleValue();
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    if (value.isNull()) {
      return null;
    }
    if (value.isString()) {
      return value.stringValue();
    }
    throw wrong(what, value, "a number, a string, true, false or null");
  }

  /// A count of bytes: a number or a text such as `64k`.
  long bytes(int index, String what) {
    return bytes(at(index), what);
  }

  /// An address: a number, or a hexadecimal text.
  long address(int index) {
    JsonNode value = at(index);
    if (value == null || !value.isString()) {
      return bytes(value, "address");
    }
    try {
      return HexAddress.parse(value.stringValue());
    } catch (IllegalArgumentException e) {
      throw new SessionException(e.getMessage());
    }
  }

  private long bytes(JsonNode value, String what) {
    if (value != null && value.isString()) {
      return Units.bytes(value.stringValue(), what);
    }
    if (value == null || !value.isNumber() || value.doubleValue() < 0) {
      throw wrong(what, value, "a size such as 4096, 64k or 2M");
    }
    return value.longValue();
  }

  /// The field of the options object at `index`, or null; refuses options that are not `known`.
  void checkOptions(int index, List<String> known) {
    JsonNode options = at(index);
    if (options == null) {
      return;
    }
    if (!options.isObject()) {
      throw wrong("options", options, "an object");
    }
    for (String name : options.propertyNames()) {
      if (!known.contains(name)) {
        throw new SessionException(
            "%s: unknown option %s%s; known: %s"
                .formatted(
                    method, name, NearestName.question(name, known), String.join(", ", known)));
      }
    }
  }

  boolean flag(int index, String what) {
    JsonNode value = at(index);
    if (value == null || !value.isBoolean()) {
      throw wrong(what, value, "true or false");
    }
    return value.booleanValue();
  }

  private JsonNode option(int index, String name) {
    JsonNode options = at(index);
    JsonNode value = options == null ? null : options.get(name);
    return value == null || value.isNull() ? null : value;
  }

  /// An object of texts by name.
  Map<String, String> textsByName(int index, String what) {
    JsonNode object = at(index);
    if (object == null || !object.isObject()) {
      throw wrong(what, object, "an object of texts");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : object.propertyNames()) {
      JsonNode value = object.get(name);
      if (!value.isString()) {
        throw wrong(name, value, "a string");
      }
      texts.put(name, value.stringValue());
    }
    return texts;
  }

  /// A list of texts.
  List<String> textsOption(int index, String name, List<String> byDefault) {
    JsonNode list = option(index, name);
    if (list == null) {
      return byDefault;
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode value : list) {
      if (!value.isString()) {
        throw wrong(name, list, "a list of strings");
      }
      texts.add(value.stringValue());
    }
    return texts;
  }

  /// The options object that is the value of an option, as the first argument of a call of its own;
  /// without one it has no options.
  Arguments section(int index, String name) {
    return new Arguments(
        method + ": " + name, JsonNodeFactory.instance.arrayNode().add(option(index, name)));
  }

  /// One of some texts.
  <T> T oneOf(int index, String name, Map<String, T> known, T byDefault) {
    String text = textOption(index, name, null);
    if (text != null && !known.containsKey(text)) {
      throw new SessionException(
          "%s: %s (%s) must be one of %s%s"
              .formatted(
                  method,
                  name,
                  text,
                  String.join(", ", known.keySet()),
                  NearestName.question(text, known.keySet())));
    }
    return text == null ? byDefault : known.get(text);
  }

  boolean hasOption(int index, String name) {
    return option(index, name) != null;
  }

  long numberOption(int index, String name, long byDefault) {
    JsonNode value = option(index, name);
    return value == null ? byDefault : number(value, name);
  }

  /// An object of numbers, strings and booleans by name; empty if it is not given.
  Map<String, Object> valuesOption(int index, String name) {
    Map<String, Object> values = new LinkedHashMap<>();
    JsonNode object = option(index, name);
    if (object == null) {
      return values;
    }
    if (!object.isObject()) {
      throw wrong(name, object, "an object");
    }
    for (String key : object.propertyNames()) {
      JsonNode value = object.get(key);
      if (value.isBoolean()) {
        values.put(key, value.booleanValue());
      } else if (value.isNumber()) {
        values.put(key, value.doubleValue());
      } else if (value.isString()) {
        values.put(key, value.stringValue());
      } else {
        throw wrong(name + "." + key, value, "a number, a string or true or false");
      }
    }
    return values;
  }

  String textOption(int index, String name, String byDefault) {
    JsonNode value = option(index, name);
    if (value == null) {
      return byDefault;
    }
    if (!value.isString()) {
      throw wrong(name, value, "a string");
    }
    return value.stringValue();
  }

  boolean flagOption(int index, String name, boolean byDefault) {
    JsonNode value = option(index, name);
    if (value == null) {
      return byDefault;
    }
    if (!value.isBoolean()) {
      throw wrong(name, value, "true or false");
    }
    return value.booleanValue();
  }

  long bytesOption(int index, String name, long byDefault) {
    JsonNode value = option(index, name);
    return value == null ? byDefault : bytes(value, name);
  }

  /// A time in nanoseconds: a number, or a text such as `10ms`.
  long timeOption(int index, String name, long byDefault) {
    JsonNode value = option(index, name);
    return value == null ? byDefault : time(value, name);
  }

  long time(int index, String what) {
    return time(at(index), what);
  }

  private long time(JsonNode value, String what) {
    if (value != null && value.isString()) {
      return Units.nanoseconds(value.stringValue(), what);
    }
    if (value == null || !value.isNumber() || value.doubleValue() < 0) {
      throw wrong(what, value, "a time such as 10ms or 2s");
    }
    return value.longValue();
  }

  private SessionException wrong(String what, JsonNode value, String want) {
    return new SessionException(
        value == null
            ? "%s: %s is missing; want %s".formatted(method, what, want)
            : "%s: %s (%s) must be %s".formatted(method, what, value, want));
  }
}
