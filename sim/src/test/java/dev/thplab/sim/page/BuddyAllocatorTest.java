package dev.thplab.sim.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BuddyAllocatorTest {
  private static final long MIB = 1L << 20;

  @Test
  void keepsTheLowPartWhenItSplits() {
    // One 4 MiB block: order 10. Taking order 8 (256 pages) leaves the upper halves 512 (order 9)
    // and 256 (order 8).
    BuddyAllocator buddy = new PhysicalMemory(4 * MIB).buddy();

    int pfn = buddy.allocate(8);

    assertThat(pfn).isZero();
    assertThat(buddy.freeOrder(256)).isEqualTo(8);
    assertThat(buddy.freeOrder(512)).isEqualTo(9);
    assertThat(buddy.freeBlocks(10)).isZero();
    assertThat(buddy.freePages()).isEqualTo(1024 - 256);
  }

  @Test
  void mergesUpToTheLargestBlockWhenBothBuddiesAreFree() {
    BuddyAllocator buddy = new PhysicalMemory(4 * MIB).buddy();
    int first = buddy.allocate(0);
    int second = buddy.allocate(0);

    buddy.free(first, 0);
    assertThat(buddy.freeBlocks(10)).isZero();
    buddy.free(second, 0);

    assertThat(buddy.freeBlocks(10)).isEqualTo(1);
    assertThat(buddy.freeOrder(0)).isEqualTo(10);
  }

  @Test
  void reusesTheBlockThatWasFreedLast() {
    // __free_one_page() puts a block at the head of its list: the next request gets it back. The
    // buddies 1 and 5 stay
    // allocated; the blocks above them are not free, so no merge is likely.
    BuddyAllocator buddy = new PhysicalMemory(4 * MIB).buddy();
    for (int i = 0; i < 1024; i++) {
      assertThat(buddy.allocate(0)).isEqualTo(i);
    }
    buddy.free(0, 0);
    buddy.free(4, 0);

    assertThat(buddy.allocate(0)).isEqualTo(4);
    assertThat(buddy.allocate(0)).isZero();
    assertThat(buddy.allocate(0)).isEqualTo(BuddyAllocator.NONE);
  }

  @Test
  void queuesABlockAtTheTailWhenItsNextHigherBuddyIsFree() {
    // Page 2 frees into the pair {2,3} whose higher buddy is the pair {0,1}. That pair is free, so
    // page 2 may soon merge
    // (buddy_merge_likely) and goes behind page 9.
    BuddyAllocator buddy = new PhysicalMemory(4 * MIB).buddy();
    for (int i = 0; i < 1024; i++) {
      buddy.allocate(0);
    }
    buddy.free(0, 0);
    buddy.free(1, 0);
    buddy.free(9, 0);
    buddy.free(2, 0);

    assertThat(buddy.allocate(0)).isEqualTo(9);
    assertThat(buddy.allocate(0)).isEqualTo(2);
  }

  @Test
  void startsATebibyteWithoutTouchingItsFrames() {
    PhysicalMemory memory = new PhysicalMemory(1L << 40);

    assertThat(memory.buddy().freeBlocks(10)).isEqualTo(1 << 18);
    assertThat(memory.buddy().allocate(9)).isZero();
    assertThat(memory.buddy().materialisedEnd()).isEqualTo(1024);
  }

  @Test
  void agreesWithANaiveModel() {
    // The model keeps one boolean per page; blocks may be freed whole or in two halves.
    SplittableRandom random = new SplittableRandom(7);
    BuddyAllocator buddy = new PhysicalMemory(32 * MIB).buddy();
    boolean[] used = new boolean[(int) (32 * MIB >> 12)];
    List<int[]> blocks = new ArrayList<>();
    int free = used.length;
    for (int step = 0; step < 200_000; step++) {
      if (random.nextInt(100) < 52) {
        int order = random.nextInt(4) == 0 ? random.nextInt(11) : random.nextInt(3);
        int pfn = buddy.allocate(order);
        if (pfn == BuddyAllocator.NONE) {
          assertThat(hasFreeBlock(used, order)).as("step %d order %d", step, order).isFalse();
          continue;
        }
        assertThat(pfn % (1 << order)).isZero();
        for (int i = pfn; i < pfn + (1 << order); i++) {
          assertThat(used[i]).as("step %d page %d", step, i).isFalse();
          used[i] = true;
        }
        free -= 1 << order;
        blocks.add(new int[] {pfn, order});
      } else if (!blocks.isEmpty()) {
        int[] block = blocks.remove(random.nextInt(blocks.size()));
        if (block[1] > 0 && random.nextBoolean()) {
          blocks.add(new int[] {block[0] + (1 << (block[1] - 1)), block[1] - 1});
          block[1]--;
        }
        buddy.free(block[0], block[1]);
        for (int i = block[0]; i < block[0] + (1 << block[1]); i++) {
          used[i] = false;
        }
        free += 1 << block[1];
      }
      assertThat(buddy.freePages()).isEqualTo(free);
    }
    for (int[] block : blocks) {
      buddy.free(block[0], block[1]);
    }
    assertThat(buddy.freeBlocks(10)).isEqualTo(8);
  }

  private static boolean hasFreeBlock(boolean[] used, int order) {
    int size = 1 << order;
    for (int start = 0; start < used.length; start += size) {
      boolean free = true;
      for (int i = start; i < start + size && free; i++) {
        free = !used[i];
      }
      if (free) {
        return true;
      }
    }
    return false;
  }
}
