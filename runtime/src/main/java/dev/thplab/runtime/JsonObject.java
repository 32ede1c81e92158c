package dev.thplab.runtime;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// Objects of JSON as maps by name, in the order in which they are written.
public final class JsonObject {
  private JsonObject() {}

  /// An object with members: a name, its value, a name, its value.
  public static SequencedMap<String, Object> of(Object... members) {
    SequencedMap<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      object.put((String) members[i], members[i + 1]);
    }
    return object;
  }

  /// A value of JSON that is an object: its members have texts as names.
  @SuppressWarnings("unchecked")
  public static Map<String, Object> cast(Object value) {
    return (Map<String, Object>) value;
  }
}
