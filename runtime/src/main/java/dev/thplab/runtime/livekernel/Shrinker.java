package dev.thplab.runtime.livekernel;

import dev.thplab.runtime.scenario.Op;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Predicate;

/// Makes a failing scenario small: fewest operations first, then default settings, then small
/// ranges. This is delta debugging (Zeller and Hildebrandt, 2002) over the tree of operations.
final class Shrinker {
  private final Predicate<Draft> fails;
  private int trials;

  /// Shrinks what `fails`, trying at most `maxTrials` times.
  Shrinker(Predicate<Draft> fails, int maxTrials) {
    this.fails = fails;
    trials = maxTrials;
  }

  /// Returns a draft that still fails and cannot be made smaller in one step, or the smallest that
  /// was found when the trials were used up.
  Draft shrink(Draft draft) {
    Draft best = draft;
    Draft before;
    do {
      before = best;
      best = shrinkOps(best);
      best = shrinkSettings(best);
      best = shrinkRanges(best);
    } while (!best.equals(before) && trials > 0);
    return best;
  }

  private boolean stillFails(Draft draft) {
    return trials-- > 0 && fails.test(draft);
  }

  private Draft shrinkOps(Draft draft) {
    Draft best = draft;
    int chunk = Math.max(1, best.ops().size() / 2);
    while (chunk > 0) {
      int from = 0;
      while (from < best.ops().size()) {
        List<Op> fewer = new ArrayList<>(best.ops());
        fewer.subList(from, Math.min(from + chunk, fewer.size())).clear();
        Draft candidate = best.withOps(fewer);
        if (stillFails(candidate)) {
          best = candidate;
        } else {
          from += chunk;
        }
      }
      chunk /= 2;
    }
    for (int i = 0; i < best.ops().size(); i++) {
      if (best.ops().get(i) instanceof Op.Fork(List<Op> child) && !child.isEmpty()) {
        best = shrinkChild(best, i, child);
      }
    }
    return best;
  }

  /// Shrinks the operations of a child as those of a scenario.
  private Draft shrinkChild(Draft draft, int at, List<Op> child) {
    Shrinker inner =
        new Shrinker(part -> stillFails(replaced(draft, at, new Op.Fork(part.ops()))), trials);
    Draft small = inner.shrinkOps(draft.withOps(child));
    return small.ops().equals(child) ? draft : replaced(draft, at, new Op.Fork(small.ops()));
  }

  private Draft shrinkSettings(Draft draft) {
    Draft best = draft;
    SequencedMap<String, String> plain = KernelSettings.defaults();
    for (Map.Entry<String, String> entry : draft.settings().entrySet()) {
      String path = entry.getKey();
      String value = plain.get(path);
      if (!path.endsWith("_millisecs") && !entry.getValue().equals(value)) {
        SequencedMap<String, String> settings = new LinkedHashMap<>(best.settings());
        settings.put(path, value);
        Draft candidate = best.withSettings(settings);
        if (stillFails(candidate)) {
          best = candidate;
        }
      }
    }
    return best;
  }

  private Draft shrinkRanges(Draft draft) {
    Draft best = draft;
    for (int i = 0; i < best.ops().size(); i++) {
      boolean smaller = true;
      while (smaller) {
        smaller = false;
        for (Op op : SmallerOps.of(best.ops().get(i))) {
          Draft candidate = replaced(best, i, op);
          if (stillFails(candidate)) {
            best = candidate;
            smaller = true;
            break;
          }
        }
      }
    }
    return best;
  }

  private static Draft replaced(Draft draft, int at, Op op) {
    List<Op> ops = new ArrayList<>(draft.ops());
    ops.set(at, op);
    return draft.withOps(ops);
  }
}
