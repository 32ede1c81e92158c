package dev.thplab.runtime.session;

import dev.thplab.sim.policy.Attachment;
import dev.thplab.sim.stats.Counters;
import dev.thplab.sim.stats.MthpStat;
import dev.thplab.sim.stats.VmEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Counts of a world from which events show that no decision tells of.
///
/// @param folioSplits folios of any order that were split
/// @param mappingSplits huge mappings that were split
/// @param strikes failures of all policies
record EventCounts(long folioSplits, long mappingSplits, long strikes) {
  static EventCounts of(World world) {
    Counters counters = world.machine().kernel().counters();
    long strikes = 0;
    for (Attachment attachment : world.machine().attachments().all()) {
      strikes += World.script(attachment).stats().failed();
    }
    return new EventCounts(
        counters.sum(MthpStat.SPLIT), counters.get(VmEvent.THP_SPLIT_PMD), strikes);
  }

  /// The events between `before` and these counts.
  List<Happening> since(EventCounts before, World world) {
    List<Happening> happenings = new ArrayList<>();
    long folios = folioSplits - before.folioSplits;
    long mappings = mappingSplits - before.mappingSplits;
    if (folios > 0 || mappings > 0) {
      Map<String, Object> facts = facts(world);
      facts.put("folios", folios);
      facts.put("mappings", mappings);
      happenings.add(
          new Happening(
              StopEvent.SPLIT,
              "%s %s, folios %d, huge mappings %d"
                  .formatted(Units.time(now(world)), facts.get("comm"), folios, mappings),
              facts));
    }
    if (strikes > before.strikes) {
      Map<String, Object> facts = facts(world);
      facts.put("strikes", strikes);
      happenings.add(
          new Happening(
              StopEvent.STRIKE,
              "%s %s, strike %d".formatted(Units.time(now(world)), facts.get("comm"), strikes),
              facts));
    }
    return happenings;
  }

  private static Map<String, Object> facts(World world) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("nowNs", now(world));
    facts.put("pid", world.machine().kernel().current().pid());
    facts.put("comm", world.machine().kernel().current().comm());
    return facts;
  }

  private static long now(World world) {
    return world.machine().clock().nowNs();
  }
}
