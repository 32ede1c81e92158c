package dev.thplab.runtime.script;

import java.util.ArrayList;
import java.util.List;

/// What a policy remembers between calls on one machine: its maps, its random numbers, and when its
/// tick is due. It outlives the guest context, and a copy of the machine has a copy of it.
final class PolicyMemory {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private final long seed;
  private List<MapMemory> maps;

  /// State of random.js.
  final int[] random = new int[4];

  /// Simulated time from which on the tick is due.
  long nextTickNs;

  /// What a policy that is precomputed said since its last tick. Not copied: it would only say it
  /// again.
  final KeptAnswers kept = new KeptAnswers();

  /// Makes an empty memory of a policy that was not loaded yet.
  PolicyMemory(long seed) {
    this.seed = seed;
  }

  private PolicyMemory(PolicyMemory other) {
    this(other.seed);
    maps = new ArrayList<>();
    other.maps.forEach(map -> maps.add(map.copy()));
    System.arraycopy(other.random, 0, random, 0, random.length);
    nextTickNs = other.nextTickNs;
  }

  /// Makes the empty memory of another text of the policy.
  PolicyMemory blank() {
    return new PolicyMemory(seed);
  }

  PolicyMemory copy() {
    return new PolicyMemory(this);
  }

  /// The maps in the order of their declaration.
  List<MapMemory> maps() {
    return maps;
  }

  /// Takes down what the loaded policy declares; what it remembers is kept if this is not its first
  /// load.
  ///
  /// @throws PolicyLoadException if it declares other maps than at its first load
  void declare(PolicyFile file, String policyName, List<MapShape> shapes, boolean ticks) {
    if (maps == null) {
      maps = new ArrayList<>();
      shapes.forEach(shape -> maps.add(new MapMemory(shape)));
      nextTickNs = ticks ? 0 : Long.MAX_VALUE;
      seedRandom(policyName);
      return;
    }
    if (!shapes.equals(maps.stream().map(map -> map.shape).toList())) {
      throw new PolicyLoadException(file.name() + ": maps has changed since the first load");
    }
  }

  /// Puts in order what a stopped call may have left half done.
  void repair() {
    maps.forEach(MapMemory::repair);
  }

  /// Takes over the random numbers of another policy, and what is in its maps of the same shape.
  void succeed(PolicyMemory predecessor) {
    for (int i = 0; i < maps.size(); i++) {
      for (MapMemory map : predecessor.maps) {
        if (map.shape.equals(maps.get(i).shape)) {
          maps.set(i, map.copy());
        }
      }
    }
    System.arraycopy(predecessor.random, 0, random, 0, random.length);
  }

  /// Policies of one run draw different numbers, whatever they are called by.
  private void seedRandom(String policyName) {
    long state = seed;
    for (int i = 0; i < policyName.length(); i++) {
      state = mix(state + policyName.charAt(i));
    }
    for (int i = 0; i < random.length; i++) {
      state += GOLDEN_GAMMA;
      random[i] = (int) mix(state);
    }
    // The one state that yields nothing but zeros.
    random[0] |= (random[0] | random[1] | random[2] | random[3]) == 0 ? 1 : 0;
  }

  /// The finalizer of SplitMix64.
  private static long mix(long x) {
    long mixed = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
