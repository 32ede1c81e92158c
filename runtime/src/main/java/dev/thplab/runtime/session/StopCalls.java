package dev.thplab.runtime.session;

import dev.thplab.runtime.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Breakpoints, and telling of decisions as they happen.
final class StopCalls {
  private final Observer observer;

  StopCalls(Observer observer) {
    this.observer = observer;
  }

  void addTo(Map<String, Call> calls) {
    calls.put("stop", (_, arguments) -> stop(arguments));
    calls.put("stops", (_, _) -> rows());
    calls.put("unstop", (_, arguments) -> unstop(arguments));
    calls.put("tracing", (_, arguments) -> tracing(arguments));
  }

  private Object stop(Arguments arguments) {
    String name = arguments.text(0, "event");
    if (!StopEvent.labels().contains(name)) {
      throw new SessionException(
          "stop: event (%s) must be one of %s%s"
              .formatted(
                  name,
                  String.join(", ", StopEvent.labels()),
                  NearestName.question(name, StopEvent.labels())));
    }
    StopEvent event = StopEvent.valueOf(name.toUpperCase(Locale.ROOT));
    return observer.add(event, arguments.textOrNull(1, "where"));
  }

  private List<Object> rows() {
    List<Object> rows = new ArrayList<>();
    for (Stop stop : observer.stops()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("stop", stop.number());
      row.put("event", stop.event().label());
      row.put("where", stop.where());
      rows.add(row);
    }
    return rows;
  }

  private Object unstop(Arguments arguments) {
    long number = arguments.number(0, "stop");
    if (!observer.delete((int) number)) {
      throw new SessionException("there is no stop " + number);
    }
    return null;
  }

  private Object tracing(Arguments arguments) {
    observer.setTracing(arguments.flag(0, "on"));
    return null;
  }
}
