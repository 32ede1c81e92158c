package dev.thplab.repl.jupyter;

import dev.thplab.repl.shell.Completions;
import dev.thplab.repl.shell.Evaluator;
import dev.thplab.repl.shell.NameDocs;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Answers questions about code that does not run.
final class LookRequests {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Evaluator evaluator;

  LookRequests(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /// `complete_request`.
  ObjectNode complete(Message request) {
    Cursor cursor = Cursor.of(request.content());
    Completions found =
        evaluator.call(interpreter -> Completions.ofCell(interpreter, cursor.before()));
    ObjectNode reply = JSON.objectNode().put("status", "ok");
    ArrayNode matches = reply.putArray("matches");
    found.names().forEach(name -> matches.add(name.text()));
    reply.put("cursor_start", cursor.position(found.start()));
    reply.put("cursor_end", cursor.position(cursor.offset()));
    reply.putObject("metadata");
    return reply;
  }

  /// `inspect_request`.
  ObjectNode inspect(Message request) {
    List<String> names = Cursor.of(request.content()).names();
    String text =
        evaluator.call(interpreter ->
            names.stream()
                .map(name -> NameDocs.find(interpreter, name))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null));
    ObjectNode reply = JSON.objectNode().put("status", "ok").put("found", text != null);
    ObjectNode data = reply.putObject("data");
    if (text != null) {
      data.put("text/plain", text);
    }
    reply.putObject("metadata");
    return reply;
  }

  /// `is_complete_request`.
  ObjectNode isComplete(Message request) {
    String code = code(request.content());
    boolean isIncomplete = evaluator.call(interpreter -> interpreter.isIncomplete(code));
    ObjectNode reply = JSON.objectNode().put("status", isIncomplete ? "incomplete" : "complete");
    return isIncomplete ? reply.put("indent", "") : reply;
  }

  private static String code(JsonNode content) {
    return content.path("code").asString("");
  }
}
