package dev.thplab.repl.jupyter;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// A cursor in the code of a request; clients count Unicode characters, Java UTF-16 units.
///
/// @param code the whole code
/// @param offset units before the cursor
record Cursor(String code, int offset) {
  private static final Pattern NAME = Pattern.compile("\\.?(?:[\\w$]+\\.)*[\\w$]+$");
  private static final Pattern CALL = Pattern.compile("((?:[\\w$]+\\.)*[\\w$]+)\\([^()]*$");

  /// Where the content of a request says.
  static Cursor of(JsonNode content) {
    String code = content.path("code").asString("");
    int length = code.codePointCount(0, code.length());
    int position = Math.clamp(content.path("cursor_pos").asInt(length), 0, length);
    return new Cursor(code, code.offsetByCodePoints(0, position));
  }

  String before() {
    return code.substring(0, offset);
  }

  /// What a client calls a place.
  int position(int units) {
    return code.codePointCount(0, units);
  }

  /// The names that a question at the cursor may mean, with their paths: that which the cursor is
  /// in or behind, and that whose arguments it is in.
  List<String> names() {
    int end = offset;
    while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
      end++;
    }
    List<String> names = new ArrayList<>();
    Matcher name = NAME.matcher(code.substring(0, end));
    if (name.find()) {
      names.add(name.group());
    }
    Matcher call = CALL.matcher(before());
    if (call.find()) {
      names.add(call.group(1));
    }
    return names;
  }
}
