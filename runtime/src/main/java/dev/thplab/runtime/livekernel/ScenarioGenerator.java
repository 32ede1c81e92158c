package dev.thplab.runtime.livekernel;

import dev.thplab.runtime.scenario.Op;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/// Makes random scenarios: the same ones from the same seed.
final class ScenarioGenerator {
  /// How long most scenarios are at most, and any.
  private static final int MOST_STEPS = 11;

  private static final int MAX_STEPS = 30;

  private final long seed;
  private final Set<FuzzKind> allowed;

  /// Makes scenarios of `seed` from the vocabulary of `kinds`.
  ScenarioGenerator(long seed, Set<FuzzKind> kinds) {
    this.seed = seed;
    allowed = kinds.isEmpty() ? EnumSet.noneOf(FuzzKind.class) : EnumSet.copyOf(kinds);
  }

  /// Returns scenario number `index` of the seed.
  Draft draft(int index) {
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + index);
    Set<FuzzKind> kinds = some(random);
    var settings = new RandomSettings(random).make(kinds);
    RandomOps ops = new RandomOps(random, kinds);
    List<Op> list = new ArrayList<>();
    int areas = 1 + random.nextInt(3);
    for (int i = 0; i < areas; i++) {
      list.add(ops.map());
    }
    int steps = 3 + random.nextInt(random.nextInt(4) == 0 ? MAX_STEPS : MOST_STEPS);
    for (int i = 0; i < steps; i++) {
      ops.addStep(list, 0);
    }
    if (kinds.contains(FuzzKind.KHUGEPAGED)) {
      list.add(new Op.KhugepagedWait(2 + random.nextInt(3)));
    }
    list.add(new Op.Dump("end"));
    return new Draft("fuzz_%d_%d".formatted(seed, index), settings, list);
  }

  /// Chooses mostly up to four of the allowed kinds, so that a scenario has much of few things.
  private Set<FuzzKind> some(SplittableRandom random) {
    List<FuzzKind> left = new ArrayList<>(allowed);
    Set<FuzzKind> chosen = EnumSet.noneOf(FuzzKind.class);
    int count = Math.min(left.size(), random.nextInt(random.nextInt(4) == 0 ? 12 : 5));
    for (int i = 0; i < count; i++) {
      chosen.add(left.remove(random.nextInt(left.size())));
    }
    return chosen;
  }
}
