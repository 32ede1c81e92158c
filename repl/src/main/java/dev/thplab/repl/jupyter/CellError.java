package dev.thplab.repl.jupyter;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Errors as the protocol has them.
final class CellError {
  private static final Pattern THROWN = Pattern.compile("([A-Za-z]\\w*): (.*)");

  private CellError() {}

  /// An error with the fields `ename`, `evalue` and `traceback`.
  ///
  /// @param text what went wrong; a name before a colon in its first line is the name of the error
  static ObjectNode of(String text) {
    Matcher thrown = THROWN.matcher(text.lines().findFirst().orElse(""));
    boolean hasName = thrown.matches();
    ObjectNode error =
        JsonNodeFactory.instance
            .objectNode()
            .put("ename", hasName ? thrown.group(1) : "Error")
            .put("evalue", hasName ? thrown.group(2) : text);
    text.lines().forEach(error.putArray("traceback")::add);
    return error;
  }
}
