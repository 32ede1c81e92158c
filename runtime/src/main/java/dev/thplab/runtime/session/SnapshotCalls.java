package dev.thplab.runtime.session;

import dev.thplab.sim.MachineState;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// States kept under names.
final class SnapshotCalls {
  private final Map<String, World> kept = new TreeMap<>();
  private final Consumer<World> onRestore;

  /// `onRestore` is told of each world that went back to a kept state.
  SnapshotCalls(Consumer<World> onRestore) {
    this.onRestore = onRestore;
  }

  void addTo(Map<String, Call> calls) {
    calls.put("snapshot", this::snapshot);
    calls.put("snapshots", (_, _) -> kept.keySet());
    calls.put("restore", this::restore);
    calls.put("diff", this::diff);
  }

  Set<String> names() {
    return Collections.unmodifiableSet(kept.keySet());
  }

  private Object snapshot(World world, Arguments arguments) {
    String name = arguments.has(0) ? arguments.text(0, "name") : "s" + (kept.size() + 1);
    kept.put(name, world.copy());
    return name;
  }

  private Object restore(World world, Arguments arguments) {
    world.restore(find(arguments.text(0, "name")));
    onRestore.accept(world);
    return null;
  }

  private Object diff(World world, Arguments arguments) {
    World other = find(arguments.text(0, "name"));
    return MachineState.of(other.machine()).diff(MachineState.of(world.machine()));
  }

  private World find(String name) {
    World world = kept.get(name);
    if (world == null) {
      throw new SessionException(
          "no snapshot %s; kept: %s".formatted(name, String.join(", ", kept.keySet())));
    }
    return world;
  }
}
