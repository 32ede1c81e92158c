package dev.thplab.repl;

import dev.thplab.runtime.scenario.OpResult;
import dev.thplab.runtime.scenario.Scenario;
import dev.thplab.runtime.scenario.ScenarioResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Scenarios on a line each: operations, faults, failed calls, and what the machine counted.
final class ScenarioTable {
  private record Row(String name, String ops, String faults, String errors, String counters) {}

  private final List<Row> rows = new ArrayList<>();

  ScenarioTable() {
    rows.add(new Row("scenario", "ops", "faults", "errors", "counters"));
  }

  void add(Scenario scenario, ScenarioResult result) {
    String counters =
        result.counters().entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(" "));
    rows.add(
        new Row(
            scenario.name(),
            Integer.toString(scenario.ops().size()),
            Long.toString(faults(result.ops())),
            Long.toString(result.ops().stream().filter(ScenarioTable::failed).count()),
            counters));
  }

  private static long faults(List<OpResult> results) {
    long faults = 0;
    for (OpResult result : results) {
      faults +=
          switch (result) {
            case OpResult.AddressCall call -> call.faults();
            case OpResult.Call call -> call.faults();
            case OpResult.ThpDisableCall call -> call.faults();
            case OpResult.Touched touched -> touched.faults();
            case OpResult.Filled filled -> filled.faults();
            case OpResult.Forked forked -> faults(forked.child());
            case OpResult.Waited _, OpResult.Shrunk _, OpResult.Dumped _, OpResult.Done _ -> 0;
          };
    }
    return faults;
  }

  private static boolean failed(OpResult result) {
    return switch (result) {
      case OpResult.AddressCall call -> call.errno() != 0;
      case OpResult.Call call -> call.errno() != 0;
      case OpResult.ThpDisableCall call -> call.errno() != 0;
      case OpResult.Forked forked -> forked.child().stream().anyMatch(ScenarioTable::failed);
      case OpResult.Touched touched ->
          touched.events().stream().anyMatch(event -> event.minorFaults() == 0);
      case OpResult.Filled _,
          OpResult.Waited _,
          OpResult.Shrunk _,
          OpResult.Dumped _,
          OpResult.Done _ ->
          false;
    };
  }

  /// Returns the table as lines of text.
  String render() {
    int width = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (Row row : rows) {
      String line =
          String.format(
              Locale.ROOT,
              "%-" + width + "s %5s %7s %6s  %s",
              row.name(),
              row.ops(),
              row.faults(),
              row.errors(),
              row.counters());
      text.append(line.stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
