package dev.thplab.runtime.session;

import dev.thplab.sim.page.BuddyAllocator;
import dev.thplab.sim.page.PhysicalMemory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Makes a machine's free memory what a question says: `totalBytes` in all, `freeBytes` of them
/// free, in blocks of order `largestFree` at most.
final class OccupiedMemory {
  static final List<String> KEYS = List.of("totalBytes", "freeBytes", "largestFree");

  private OccupiedMemory() {}

  /// Takes everything, and gives back as much as shall be free.
  static void occupy(BuddyAllocator buddy, Arguments memory) {
    if (!memory.hasOption(0, "freeBytes") && !memory.hasOption(0, "largestFree")) {
      return;
    }
    int order = (int) memory.numberOption(0, "largestFree", BuddyAllocator.MAX_ORDER);
    if (order < 0 || order > BuddyAllocator.MAX_ORDER) {
      throw new SessionException(
          "ask: memory: largestFree (%d) must be in 0 to %d"
              .formatted(order, BuddyAllocator.MAX_ORDER));
    }
    long pages =
        memory.bytesOption(0, "freeBytes", buddy.freePages() << PhysicalMemory.PAGE_SHIFT - 1)
            >> PhysicalMemory.PAGE_SHIFT;
    Deque<Integer> blocks = take(buddy, order);
    giveBack(buddy, blocks, order, pages);
    if (buddy.freePages() != pages) {
      throw new SessionException(
          "ask: memory: freeBytes (%d) cannot be made of blocks of order %d that lie apart"
              .formatted(pages << PhysicalMemory.PAGE_SHIFT, order));
    }
  }

  private static Deque<Integer> take(BuddyAllocator buddy, int order) {
    Deque<Integer> blocks = new ArrayDeque<>();
    for (int block = buddy.allocate(order);
        block != BuddyAllocator.NONE;
        block = buddy.allocate(order)) {
      blocks.add(block);
    }
    while (buddy.freePages() > 0) {
      buddy.allocate(0);
    }
    return blocks;
  }

  /// Frees blocks whose buddies stay taken, the last of them in part; blocks of the largest order
  /// have none.
  private static void giveBack(BuddyAllocator buddy, Deque<Integer> blocks, int order, long pages) {
    while (!blocks.isEmpty() && buddy.freePages() < pages) {
      int block = blocks.remove();
      boolean staysApart = order == BuddyAllocator.MAX_ORDER || (block >> order & 1) == 0;
      long missing = pages - buddy.freePages();
      if (staysApart && missing >= 1L << order) {
        buddy.free(block, order);
      } else if (staysApart) {
        for (int i = 0; i < missing; i++) {
          buddy.free(block + i, 0);
        }
      }
    }
  }
}
