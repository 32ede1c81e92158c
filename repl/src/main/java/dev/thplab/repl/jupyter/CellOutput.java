package dev.thplab.repl.jupyter;

import dev.thplab.repl.shell.Output;
import dev.thplab.runtime.chart.SvgRenderer;
import dev.thplab.runtime.compare.CompareProgress;
import dev.thplab.runtime.compare.Comparison;
import dev.thplab.runtime.experiment.ValueLine;
import dev.thplab.runtime.report.CellOutputs;
import dev.thplab.runtime.script.View;
import dev.thplab.runtime.session.Recorder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What the cell that runs shows and finds out, told to all clients as notebooks have it.
///
/// Values, charts, rows and expectations are kept until other text comes or the cell is over, as
/// are problems: if the cell failed, they are its error.
final class CellOutput implements Output, Recorder {
  private static final String RESULT = "execute_result";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Publisher publisher;

  /// Lives as long as the process, whose end is that of the kernel.
  private final SvgRenderer renderer = new SvgRenderer();

  private final List<Map<String, Object>> lines = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private JsonNode parent = JSON.createObjectNode();
  private boolean isSilent;
  private int executionCount;

  CellOutput(Publisher publisher) {
    this.publisher = publisher;
  }

  /// A cell begins.
  ///
  /// @param request header of the request to run it
  /// @param silent whether nobody hears of it
  /// @param count number of the cell
  void begin(JsonNode request, boolean silent, int count) {
    parent = request;
    isSilent = silent;
    executionCount = count;
    problems.clear();
    lines.clear();
  }

  @Override
  public void value(String text) {
    stream("stdout", text);
  }

  @Override
  public void result(String text, Supplier<String> jsonLines) {
    add(ValueLine.KIND, ValueLine.of(text, jsonLines.get()));
  }

  @Override
  public void note(String kind, Map<String, Object> fields) {
    add(kind, fields);
    if (fields.get("problem") instanceof String problem) {
      problems.add("ExpectationFailed: %s: %s".formatted(fields.get("what"), problem));
    }
  }

  private void add(String kind, Map<String, Object> fields) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("kind", kind);
    line.putAll(fields);
    lines.add(line);
  }

  @Override
  public void comparison(Comparison comparison) {
    // Its rows are the value that the script gets.
  }

  @Override
  public CompareProgress progress() {
    return CompareProgress.NONE;
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
    showFindings(false);
    publish("clear_output", JSON.createObjectNode().put("wait", false));
  }

  @Override
  public int columns() {
    return View.DEFAULT.columns();
  }

  /// The cell is over; returns its error as replies have it, or null if there is none.
  ///
  /// @param succeeded whether it did what it should
  ObjectNode end(boolean succeeded) {
    showFindings(true);
    if (succeeded && problems.isEmpty()) {
      return null;
    }
    ObjectNode error = CellError.of(problems.isEmpty() ? "stopped" : String.join("\n", problems));
    publish("error", error);
    return error;
  }

  private void stream(String name, String text) {
    showFindings(false);
    publish("stream", JSON.createObjectNode().put("name", name).put("text", text + "\n"));
  }

  /// Shows what was found so far; values behind which something else comes are no results.
  private void showFindings(boolean isLast) {
    List<Map<String, Object>> outputs = CellOutputs.of(lines, executionCount, renderer);
    int last = isLast ? lastResult(outputs) : -1;
    for (int i = 0; i < outputs.size(); i++) {
      ObjectNode content = JSON.valueToTree(outputs.get(i));
      String type = content.remove("output_type").stringValue();
      if (type.equals("stream")) {
        content.put("text", joined(content.path("text")));
      }
      if (type.equals(RESULT) && i != last) {
        content.remove("execution_count");
        type = "display_data";
      }
      publish(type, content);
    }
    lines.clear();
  }

  /// A cell has one result, and that is its last value.
  private static int lastResult(List<Map<String, Object>> outputs) {
    int last = outputs.size() - 1;
    while (last >= 0 && !RESULT.equals(outputs.get(last).get("output_type"))) {
      last--;
    }
    return last;
  }

  /// Text that notebooks keep as its lines.
  private static String joined(JsonNode lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.stringValue()));
    return text.toString();
  }

  private void publish(String type, ObjectNode content) {
    if (!isSilent) {
      publisher.publish(type, parent, content);
    }
  }
}
