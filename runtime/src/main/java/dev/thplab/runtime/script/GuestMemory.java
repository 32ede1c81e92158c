package dev.thplab.runtime.script;

import java.util.ArrayList;
import java.util.List;
import org.graalvm.polyglot.Value;

/// The guest's side of a [PolicyMemory]: random() and the maps that the policy declares, which work
/// on whatever memory they are bound to.
final class GuestMemory {
  private final Value bindRandom;
  private final Value declare;
  private final List<Value> bindMaps = new ArrayList<>();

  /// @param bindRandom what random.js made
  /// @param declare what maps.js made
  GuestMemory(Value bindRandom, Value declare) {
    this.bindRandom = bindRandom;
    this.declare = declare;
  }

  /// The maps of a policy, and what its functions are given of them.
  record Declared(List<MapShape> shapes, Value maps) {}

  /// Reads the export `maps`, which may be null.
  ///
  /// @throws org.graalvm.polyglot.PolyglotException if it is not as it should be
  Declared declare(Value exported) {
    Value made = declare.execute(exported);
    List<MapShape> shapes = new ArrayList<>();
    for (int i = 0; i < made.getMember("length").asInt(); i++) {
      Value map = made.getMember(Integer.toString(i));
      shapes.add(
          new MapShape(
              map.getMember("name").asString(),
              map.getMember("type").asString(),
              map.getMember("entries").asInt()));
      bindMaps.add(map.getMember("bind"));
    }
    return new Declared(shapes, made.getMember("maps"));
  }

  /// Lets the policy use `memory` from now on.
  void bind(PolicyMemory memory) {
    bindRandom.executeVoid((Object) memory.random);
    for (int i = 0; i < bindMaps.size(); i++) {
      MapMemory map = memory.maps().get(i);
      bindMaps.get(i).executeVoid(map.keys, map.values, map.links);
    }
  }
}
