package dev.thplab.runtime.session;

import dev.thplab.runtime.NearestName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// What-if branches of a world: each goes its own way, one is the present one.
final class Branches {
  private final NavigableMap<String, World> left = new TreeMap<>();
  private final Consumer<World> afterSwitch;

  /// Tells `afterSwitch` of a world that is in another state.
  Branches(Consumer<World> afterSwitch) {
    this.afterSwitch = afterSwitch;
  }

  void addTo(Map<String, Call> calls) {
    calls.put("branch", (world, arguments) -> branch(world, arguments.text(0, "name")));
    calls.put("switchTo", (world, arguments) -> switchTo(world, arguments.text(0, "name")));
    calls.put("branches", (world, _) -> rows(world));
  }

  /// The names of the branches that were left.
  Set<String> names() {
    return Collections.unmodifiableSet(left.keySet());
  }

  /// Goes on in a new branch; the old one stays as it is.
  private Object branch(World world, String name) {
    if (name.equals(world.branch()) || left.containsKey(name)) {
      throw new SessionException("branch %s exists".formatted(name));
    }
    left.put(world.branch(), world.copy());
    world.setBranch(name);
    return null;
  }

  /// Leaves the present branch for two new ones: `a`, in which the world goes on, and `b`. Returns
  /// their names.
  List<String> part(World world, World a, World b) {
    left.put(world.branch(), world.copy());
    a.setBranch(freeName("a"));
    b.setBranch(freeName("b"));
    left.put(b.branch(), b);
    world.restore(a);
    afterSwitch.accept(world);
    return List.of(a.branch(), b.branch());
  }

  /// The name, or the first of it with a number behind that no branch has.
  private String freeName(String name) {
    String free = name;
    for (int number = 2; left.containsKey(free); number++) {
      free = name + number;
    }
    return free;
  }

  private Object switchTo(World world, String name) {
    World other = left.get(name);
    if (other == null || name.equals(world.branch())) {
      throw new SessionException(
          name.equals(world.branch())
              ? "branch %s is the present one".formatted(name)
              : "no branch " + name + NearestName.question(name, left.keySet()));
    }
    left.put(world.branch(), world.copy());
    world.restore(other);
    afterSwitch.accept(world);
    return null;
  }

  private List<Object> rows(World world) {
    NavigableMap<String, World> all = new TreeMap<>(left);
    all.put(world.branch(), world);
    List<Object> rows = new ArrayList<>();
    all.forEach((name, branch) -> {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("branch", name);
      row.put("present", branch == world);
      row.put("nowNs", branch.machine().clock().nowNs());
      row.put("processes", branch.machine().tasks().size());
      rows.add(row);
    });
    return rows;
  }
}
