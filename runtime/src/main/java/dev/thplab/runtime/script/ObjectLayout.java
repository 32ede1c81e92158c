package dev.thplab.runtime.script;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Size and references of the objects of one class of the script engine.
///
/// Classes whose objects belong to the engine or to the host, and not to one context, have no size
/// and no references: syntax trees, which are made once for each text, the options, the polyglot
/// layer, and the arrays that the host shows to the guest.
final class ObjectLayout {
  private static final int HEADER_BYTES = 12;

  private static final List<String> SHARED =
      List.of(
          "com.oracle.js.parser.",
          "com.oracle.truffle.api.TruffleLanguage",
          "com.oracle.truffle.api.frame.FrameDescriptor",
          "com.oracle.truffle.api.source.",
          "com.oracle.truffle.host.",
          "com.oracle.truffle.js.builtins.",
          "com.oracle.truffle.js.lang.",
          "com.oracle.truffle.js.nodes.",
          "com.oracle.truffle.js.runtime.JSContext",
          "com.oracle.truffle.polyglot.",
          "com.oracle.truffle.regex.RegexLanguage",
          "com.oracle.truffle.runtime.EngineData",
          "dev.thplab.");

  private static final ClassValue<ObjectLayout> LAYOUTS =
      new ClassValue<>() {
        @Override
        protected ObjectLayout computeValue(Class<?> type) {
          return new ObjectLayout(type);
        }
      };

  private final List<Field> references = new ArrayList<>();
  private long bytes;

  private ObjectLayout(Class<?> type) {
    if (SHARED.stream().anyMatch(type.getName()::startsWith)) {
      return;
    }
    bytes = HEADER_BYTES;
    for (Class<?> part = type; part != null; part = part.getSuperclass()) {
      for (Field field : part.getDeclaredFields()) {
        add(field);
      }
    }
  }

  static ObjectLayout of(Class<?> type) {
    return LAYOUTS.get(type);
  }

  /// Bytes of a field or an array's element.
  static int bytesOf(Class<?> type) {
    return switch (type.getName()) {
      case "boolean", "byte" -> 1;
      case "char", "short" -> 2;
      case "int", "float" -> 4;
      default -> 8;
    };
  }

  private void add(Field field) {
    if (Modifier.isStatic(field.getModifiers())) {
      return;
    }
    bytes += bytesOf(field.getType());
    if (!field.getType().isPrimitive()
        && !isOfTheJdk(field.getDeclaringClass())
        && !isWeak(field)) {
      field.setAccessible(true);
      references.add(field);
    }
  }

  /// Whether the fields of a class cannot be read: the engine is on the class path, and the JDK,
  /// with the compiler, in modules.
  static boolean isOfTheJdk(Class<?> type) {
    return type.getModule().isNamed();
  }

  /// Shapes know those that were made out of them weakly.
  private static boolean isWeak(Field field) {
    return field.getName().equals("transitionMap");
  }

  /// Bytes of the object itself, or 0 when it is shared.
  long bytes() {
    return bytes;
  }

  void forEachReference(Object object, Consumer<Object> action) {
    for (Field field : references) {
      try {
        action.accept(field.get(object));
      } catch (IllegalAccessException e) {
        throw new AssertionError("the field was made accessible", e);
      }
    }
  }
}
