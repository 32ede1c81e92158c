package dev.thplab.runtime.explain;

import dev.thplab.sim.policy.Decision;
import dev.thplab.sim.policy.HugeLoss;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes a [Why] for tools.
final class WhyMap {
  private WhyMap() {}

  static Map<String, Object> of(Why why) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("time_ns", why.nowNs());
    map.put("pid", why.pid());
    map.put("comm", why.comm());
    map.put("address", Long.toHexString(why.address()));
    map.put("huge", why.isHuge());
    map.put("answer", why.answer());
    map.put("would_change", why.remedies());
    map.put("policies", why.policies());
    map.put("vma", vma(why.vma()));
    map.put("page", page(why.pages().page()));
    List<Object> range = new ArrayList<>();
    for (RangePages.Count count : why.pages().range()) {
      Map<String, Object> row = page(count.page());
      row.put("pages", count.nrPages());
      range.add(row);
    }
    map.put("range", range);
    List<Object> history = new ArrayList<>();
    why.history().forEach(entry -> history.add(entry(entry)));
    map.put("history", history);
    map.put("dropped", why.dropped());
    return map;
  }

  private static Map<String, Object> vma(VmaFacts vma) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("start", Long.toHexString(vma.start()));
    map.put("end", Long.toHexString(vma.end()));
    map.put("perms", vma.perms());
    map.put("backing", vma.backing());
    map.put("name", vma.name());
    map.put("flags", vma.flags());
    return map;
  }

  private static Map<String, Object> page(RangePages.Page page) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", page.kind());
    map.put("order", page.order());
    map.put("map", page.map());
    return map;
  }

  private static Map<String, Object> entry(DecisionLog.Entry entry) {
    return switch (entry) {
      case DecisionLog.Decided(Decision decision, var _) -> DecisionFields.of(decision);
      case DecisionLog.Lost(HugeLoss loss) -> loss(loss);
    };
  }

  private static Map<String, Object> loss(HugeLoss loss) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("time_ns", loss.nowNs());
    map.put("pid", loss.pid());
    map.put("address", Long.toHexString(loss.address()));
    map.put("type", loss.split() ? "split" : "unmap");
    map.put("huge_zero", loss.hugeZero());
    map.put("in_fault", loss.inFault());
    return map;
  }
}
