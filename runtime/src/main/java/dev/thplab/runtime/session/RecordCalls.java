package dev.thplab.runtime.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a script tells its [Recorder]: expectations, charts and rows.
final class RecordCalls {
  private final Recorder recorder;

  /// `recorder` is null in a session that records nothing.
  RecordCalls(Recorder recorder) {
    this.recorder = recorder;
  }

  void addTo(Map<String, Call> calls) {
    calls.put("expect", (_, arguments) -> expect(arguments));
    calls.put("chart", (_, arguments) -> chart(arguments));
    calls.put("record", (_, arguments) -> record(arguments));
  }

  /// `expect(what, line, rule, values, limits)`: notes whether it holds; without a recorder it
  /// must.
  private Object expect(Arguments arguments) {
    Expectation expectation = expectation(arguments);
    String what = arguments.text(0, "what");
    if (recorder == null) {
      if (!expectation.passed()) {
        throw new SessionException("expect: " + what + ": " + expectation.problem());
      }
      return true;
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("what", what);
    fields.put("line", arguments.has(1) ? arguments.number(1, "line") : null);
    fields.put("rule", expectation.rule());
    fields.put("value", expectation.value());
    fields.put("limit", expectation.limit());
    fields.put("passed", expectation.passed());
    fields.put("problem", expectation.problem());
    recorder.note("expect", fields);
    return expectation.passed();
  }

  private static Expectation expectation(Arguments arguments) {
    String rule = arguments.text(2, "rule");
    return switch (rule) {
      case "toBe", "toBeLessThan", "toBeAtMost", "toBeGreaterThan", "toBeAtLeast" ->
          Expectation.ofNumber(rule, arguments.real(3, "the value"), arguments.real(4, rule));
      default -> Expectation.ofList(rule, arguments.reals(3, "the value"));
    };
  }

  /// `chart(title, x, y, color, rows)`.
  private Object chart(Arguments arguments) {
    List<Map<String, Object>> rows = arguments.rows(4, "rows");
    String x = arguments.text(1, "x");
    String y = arguments.text(2, "y");
    String color = arguments.textOrNull(3, "color");
    for (String field : color == null ? List.of(x, y) : List.of(x, y, color)) {
      for (Map<String, Object> row : rows) {
        if (!row.containsKey(field)) {
          throw new SessionException(
              "plot: a row has no field '%s'; it has %s".formatted(field, joined(row.keySet())));
        }
      }
    }
    for (Map<String, Object> row : rows) {
      if (row.get(y) != null && !(row.get(y) instanceof Number)) {
        throw new SessionException("plot: y '%s' (%s) must be a number".formatted(y, row.get(y)));
      }
    }
    if (recorder != null) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("title", arguments.text(0, "title"));
      fields.put("x", x);
      fields.put("y", y);
      fields.put("color", color);
      fields.put("rows", rows);
      recorder.note("chart", fields);
    }
    return rows.size();
  }

  private static String joined(Set<String> names) {
    return String.join(", ", names);
  }

  /// `record(name, rows)`: rows that are results, such as counters of the session's own machine.
  private Object record(Arguments arguments) {
    String name = arguments.text(0, "name");
    List<Map<String, Object>> rows = arguments.rows(1, "rows");
    if (recorder != null) {
      for (Map<String, Object> row : rows) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("values", row);
        recorder.note("row", fields);
      }
    }
    return rows.size();
  }
}
