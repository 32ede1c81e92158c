package dev.thplab.runtime.session;

import dev.thplab.runtime.InputException;
import dev.thplab.sim.policy.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/// Looks on while a world goes: tells of its decisions, and says when to stop.
///
/// A stop takes effect between two accesses, when the event is over and the machine is consistent.
final class Observer {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Consumer<String> listener;
  private final List<Stop> stops = new ArrayList<>();
  private final List<Happening> pending = new ArrayList<>();
  private Conditions conditions;
  private EventCounts counts = new EventCounts(0, 0, 0);
  private int nextNumber = 1;
  private boolean isTracing;
  private int hit;
  private boolean endsLine;
  private boolean lineIsOver;

  /// Tells `listener`, in one line each.
  Observer(Consumer<String> listener) {
    this.listener = listener;
  }

  void setConditions(Conditions conditions) {
    this.conditions = conditions;
  }

  /// Whether each decision is told as it happens.
  void setTracing(boolean wanted) {
    isTracing = wanted;
  }

  /// Adds a stop and returns its number; `where` is null or the text of a function.
  int add(StopEvent event, String where) {
    if (where != null) {
      conditions.check(where);
    }
    stops.add(new Stop(nextNumber, event, where));
    return nextNumber++;
  }

  List<Stop> stops() {
    return List.copyOf(stops);
  }

  /// Deletes a stop; returns whether there was one of that number.
  boolean delete(int number) {
    return stops.removeIf(stop -> stop.number() == number);
  }

  /// A line begins; whether the first stop ends it, or only the call that it happens in.
  void beginLine(boolean stopEndsLine) {
    endsLine = stopEndsLine;
    lineIsOver = false;
  }

  /// Whether a stop has ended the line.
  boolean hasEndedLine() {
    return lineIsOver;
  }

  /// A call on `world` begins.
  void begin(World world) {
    hit = 0;
    pending.clear();
    boolean wantsDecisions = isTracing || !stops.isEmpty();
    world.tell(wantsDecisions ? decision -> decided(world, decision) : null);
    if (!stops.isEmpty()) {
      counts = EventCounts.of(world);
    }
  }

  private void decided(World world, Decision decision) {
    String line = isTracing ? DecisionWords.line(decision) : null;
    if (line != null) {
      listener.accept(line);
    }
    List<StopEvent> events = stops.isEmpty() ? List.of() : DecisionEvents.of(decision);
    if (stops.stream().noneMatch(stop -> events.contains(stop.event()))) {
      return;
    }
    String text = line == null ? DecisionWords.line(decision) : line;
    Map<String, Object> facts = DecisionEvents.facts(world, decision);
    events.forEach(event -> pending.add(new Happening(event, text, facts)));
  }

  /// Whether to stop because of what happened on `world` since the call began; tells of it once.
  boolean stops(World world) {
    if (stops.isEmpty() || hit != 0) {
      return hit != 0;
    }
    EventCounts now = EventCounts.of(world);
    if (!now.equals(counts)) {
      pending.addAll(now.since(counts, world));
      counts = now;
    }
    List<Happening> happenings = List.copyOf(pending);
    pending.clear();
    for (Happening happening : happenings) {
      for (Stop stop : stops) {
        if (hit == 0 && stop.event() == happening.event() && holds(stop, happening)) {
          hit = stop.number();
          lineIsOver = endsLine;
          listener.accept("stop %d: %s: %s".formatted(hit, stop.event().label(), happening.text()));
        }
      }
    }
    return hit != 0;
  }

  /// Number of the stop that ended the call, or 0.
  int hit() {
    return hit;
  }

  private boolean holds(Stop stop, Happening happening) {
    try {
      return stop.where() == null
          || conditions.holds(stop.where(), JSON.writeValueAsString(happening.facts()));
    } catch (InputException e) {
      throw new InputException("stop %d: %s".formatted(stop.number(), e.getMessage()), e);
    }
  }
}
