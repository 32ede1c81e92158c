package dev.thplab.sim.proc;

import dev.thplab.sim.page.BuddyAllocator;
import dev.thplab.sim.page.PhysicalMemory;
import java.util.List;

/// The text of /proc/buddyinfo and /proc/pagetypeinfo (mm/vmstat.c): one node, one zone `Normal`,
/// all blocks movable.
final class FreeBlocks {
  private static final List<String> TYPES =
      List.of("Unmovable", "Movable", "Reclaimable", "HighAtomic", "Isolate");
  private static final String USED_TYPE = "Movable";
  private static final String ZONE = "Normal";

  private FreeBlocks() {}

  /// `frag_show_print()`.
  static String buddyinfo(PhysicalMemory memory) {
    return "Node 0, zone %8s %s\n".formatted(ZONE, counts(memory.buddy()));
  }

  /// `pagetypeinfo_show()`.
  static String pagetypeinfo(PhysicalMemory memory) {
    StringBuilder text = new StringBuilder();
    text.append("Page block order: %d\n".formatted(PhysicalMemory.PMD_ORDER));
    text.append("Pages per block:  %d\n\n".formatted(1 << PhysicalMemory.PMD_ORDER));
    text.append("%-43s ".formatted("Free pages count per migrate type at order"));
    for (int order = 0; order <= BuddyAllocator.MAX_ORDER; order++) {
      text.append("%6d ".formatted(order));
    }
    text.append('\n');
    String none = "%6d ".formatted(0).repeat(BuddyAllocator.MAX_ORDER + 1);
    for (String type : TYPES) {
      String counts = type.equals(USED_TYPE) ? counts(memory.buddy()) : none;
      text.append("Node %4d, zone %8s, type %12s %s\n".formatted(0, ZONE, type, counts));
    }
    text.append("\n%-23s".formatted("Number of blocks type"));
    TYPES.forEach(type -> text.append("%12s ".formatted(type)));
    text.append("\nNode 0, zone %8s ".formatted(ZONE));
    long nrBlocks = memory.buddy().managedPages() >> PhysicalMemory.PMD_ORDER;
    TYPES.forEach(type -> text.append("%12d ".formatted(type.equals(USED_TYPE) ? nrBlocks : 0)));
    return text.append('\n').toString();
  }

  private static String counts(BuddyAllocator buddy) {
    StringBuilder text = new StringBuilder();
    for (int order = 0; order <= BuddyAllocator.MAX_ORDER; order++) {
      text.append("%6d ".formatted(buddy.freeBlocks(order)));
    }
    return text.toString();
  }
}
