package dev.thplab.runtime.script;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.SourceSection;
import org.graalvm.polyglot.management.ExecutionEvent;
import org.graalvm.polyglot.management.ExecutionListener;

/// Counts what the policies of an engine execute, from [#begin] on: statements, as the limit counts
/// them, and calls of functions. The counts are the same in every run.
public final class PolicyProfile {
  /// One place of a policy's text.
  ///
  /// @param file the policy's path
  /// @param line from 1
  /// @param column from 1
  /// @param name of the function; empty for a statement, and for a function without a name
  /// @param text the first line of its text
  /// @param count how often it was executed
  public record Place(String file, int line, int column, String name, String text, long count) {}

  private static final Comparator<Place> BY_COUNT =
      Comparator.comparingLong(Place::count)
          .reversed()
          .thenComparing(Place::file)
          .thenComparingInt(Place::line)
          .thenComparingInt(Place::column);

  private final Map<SourceSection, Counter> statements = new HashMap<>();
  private final Map<SourceSection, Counter> functions = new HashMap<>();

  private static final class Counter {
    private final String name;
    private long count;

    Counter(String name) {
      this.name = name;
    }
  }

  /// Counts in `engine`, which must allow listeners; a policy's own text only.
  void attach(Engine engine) {
    ExecutionListener.Builder counting =
        ExecutionListener.newBuilder().sourceFilter(source -> !source.isInternal());
    counting.statements(true).onEnter(event -> count(statements, event, "")).attach(engine);
    counting
        .statements(false)
        .roots(true)
        .onEnter(event -> count(functions, event, event.getRootName()))
        .attach(engine);
  }

  private static void count(
      Map<SourceSection, Counter> counters, ExecutionEvent event, String name) {
    counters.computeIfAbsent(event.getLocation(), _ -> new Counter(name)).count++;
  }

  /// Forgets what was counted, as the loading of the policies.
  public void begin() {
    statements.clear();
    functions.clear();
  }

  /// The statements that were executed, the most frequent first.
  public List<Place> statements() {
    return places(statements);
  }

  /// The functions that were called, the most frequent first.
  public List<Place> functions() {
    return places(functions);
  }

  private static List<Place> places(Map<SourceSection, Counter> counters) {
    List<Place> places = new ArrayList<>();
    counters.forEach((section, counter) -> places.add(place(section, counter)));
    places.sort(BY_COUNT);
    return places;
  }

  private static Place place(SourceSection section, Counter counter) {
    String text = section.getCharacters().toString().strip();
    return new Place(
        section.getSource().getName(),
        section.getStartLine(),
        section.getStartColumn(),
        counter.name == null || counter.name.startsWith(":") ? "" : counter.name,
        text.lines().findFirst().orElse(""),
        counter.count);
  }
}
