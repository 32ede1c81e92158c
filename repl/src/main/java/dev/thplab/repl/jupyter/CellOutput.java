package dev.thplab.repl.jupyter;

import dev.thplab.repl.shell.Output;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What the cell that runs shows, told to all clients.
///
/// The last value of a cell is its result. Problems are kept until the cell is over: if it failed,
/// they are its error.
final class CellOutput implements Output {
  private static final int COLUMNS = 100;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Publisher publisher;
  private final List<String> problems = new ArrayList<>();
  private JsonNode parent = JSON.objectNode();
  private boolean isSilent;
  private ObjectNode result;

  CellOutput(Publisher publisher) {
    this.publisher = publisher;
  }

  /// A cell begins.
  ///
  /// @param request header of the request to run it
  /// @param silent whether nobody hears of it
  void begin(JsonNode request, boolean silent) {
    parent = request;
    isSilent = silent;
    problems.clear();
    result = null;
  }

  @Override
  public void value(String text) {
    stream("stdout", text);
  }

  @Override
  public void result(String text) {
    flush();
    result = JSON.objectNode();
    result.putObject("metadata");
    result.putObject("data").put("text/plain", text);
  }

  @Override
  public void thrown(String message, String location) {
    problem(location.isEmpty() ? message : message + "\n    at " + location);
  }

  @Override
  public void problem(String text) {
    problems.add(text);
  }

  @Override
  public void notice(String text) {
    stream("stderr", text);
  }

  @Override
  public void clear() {
    flush();
    publish("clear_output", JSON.objectNode().put("wait", false));
  }

  @Override
  public int columns() {
    return COLUMNS;
  }

  /// The cell is over and did what it should.
  void done(int executionCount) {
    problems.forEach(this::notice);
    if (result != null) {
      publish("execute_result", result.put("execution_count", executionCount));
    }
  }

  /// The cell is over and failed; returns the error, as replies have it.
  ObjectNode failed() {
    flush();
    ObjectNode error = CellError.of(String.join("\n", problems));
    publish("error", error);
    return error;
  }

  private void stream(String name, String text) {
    flush();
    publish("stream", JSON.objectNode().put("name", name).put("text", text + "\n"));
  }

  /// Shows a value behind which something else comes.
  private void flush() {
    if (result != null) {
      publish("display_data", result);
      result = null;
    }
  }

  private void publish(String type, ObjectNode content) {
    if (!isSilent) {
      publisher.publish(type, parent, content);
    }
  }
}
