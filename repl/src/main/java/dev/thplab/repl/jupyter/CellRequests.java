package dev.thplab.repl.jupyter;

import dev.thplab.repl.shell.Evaluator;
import dev.thplab.repl.shell.Interpreter;
import dev.thplab.runtime.script.ScriptConsole.Outcome;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Runs cells, one after the other.
final class CellRequests {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Evaluator evaluator;
  private final CellOutput output;
  private final Publisher publisher;
  private int executionCount;
  private volatile boolean isRunning;

  CellRequests(Evaluator evaluator, CellOutput output, Publisher publisher) {
    this.evaluator = evaluator;
    this.output = output;
    this.publisher = publisher;
  }

  /// Runs the cell of an `execute_request` and returns the reply.
  ObjectNode execute(Message request) {
    JsonNode content = request.content();
    String code = content.path("code").asString("");
    boolean silent = content.path("silent").asBoolean(false);
    boolean stored = !silent && content.path("store_history").asBoolean(true);
    if (stored) {
      executionCount++;
    }
    if (!silent) {
      ObjectNode input = JSON.objectNode().put("code", code).put("execution_count", executionCount);
      publisher.publish("execute_input", request.header(), input);
    }
    output.begin(request.header(), silent, executionCount);
    ObjectNode error = run(code, stored);
    ObjectNode reply = JSON.objectNode().put("execution_count", executionCount);
    if (error != null) {
      return reply.put("status", "error").setAll(error);
    }
    reply.put("status", "ok").putArray("payload");
    reply.set("user_expressions", values(content.path("user_expressions")));
    return reply;
  }

  /// Runs a cell to its end; returns its error, or null.
  private ObjectNode run(String code, boolean stored) {
    isRunning = true;
    try {
      return evaluator.call(interpreter -> output.end(interpreter.runCell(code, stored)));
    } finally {
      isRunning = false;
    }
  }

  /// Values that a client wants with the reply, each of which may fail by itself.
  private ObjectNode values(JsonNode expressions) {
    ObjectNode values = JSON.objectNode();
    expressions
        .properties()
        .forEach(entry -> values.set(entry.getKey(), value(entry.getValue().asString(""))));
    return values;
  }

  private ObjectNode value(String expression) {
    return switch (evaluator.call(interpreter -> interpreter.value(expression))) {
      case Outcome.Shown(String text, _) -> {
        ObjectNode value = JSON.objectNode().put("status", "ok");
        value.putObject("data").put("text/plain", text);
        value.putObject("metadata");
        yield value;
      }
      case Outcome.Threw(String message, _) -> CellError.of(message).put("status", "error");
      case Outcome.Interrupted _ -> CellError.of("interrupted").put("status", "error");
      case Outcome.Died(String message) -> CellError.of(message).put("status", "error");
    };
  }

  /// Whether a script asked to leave.
  boolean wantsExit() {
    return evaluator.call(Interpreter::wantsExit);
  }

  /// Stops the cell that runs, if one does. For any thread.
  void interrupt() {
    if (isRunning) {
      evaluator.interrupt();
    }
  }
}
