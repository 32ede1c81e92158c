package dev.thplab.sim.page;

import java.util.Arrays;

/// The free lists of one zone: a buddy allocator over page frames.
///
/// Mirrors `__rmqueue_smallest()`, `expand()` and `__free_one_page()` of mm/page_alloc.c (6.18):
/// the smallest sufficient block is taken from the head of its list, the upper halves go back to
/// the lower lists, freed blocks merge upwards and go to the head, or to the tail when the
/// next-higher buddy is free (`buddy_merge_likely`). Migrate types, per-CPU lists and watermarks
/// are left out.
///
/// Blocks that were never allocated form the implicit tail of the order-10 list, lowest address
/// first, as after boot.
public final class BuddyAllocator {
  /// `MAX_PAGE_ORDER`: blocks of 4 MiB.
  public static final int MAX_ORDER = 10;

  /// What [#allocate] returns when no block is left.
  public static final int NONE = -1;

  private final Frames frames;
  private final int[] head = new int[MAX_ORDER + 1];
  private final int[] tail = new int[MAX_ORDER + 1];
  private final int[] nrFree = new int[MAX_ORDER + 1];
  private int virginPfn;
  private final int endPfn;
  private long freePages;

  /// Makes an allocator over `frames`, all free. Frames beyond the last whole 4 MiB block are not
  /// used.
  BuddyAllocator(Frames frames) {
    this.frames = frames;
    Arrays.fill(head, NONE);
    Arrays.fill(tail, NONE);
    endPfn = frames.nrFrames() & -(1 << MAX_ORDER);
    freePages = endPfn;
    nrFree[MAX_ORDER] = endPfn >> MAX_ORDER;
  }

  private BuddyAllocator(BuddyAllocator other, Frames frames) {
    this.frames = frames;
    System.arraycopy(other.head, 0, head, 0, head.length);
    System.arraycopy(other.tail, 0, tail, 0, tail.length);
    System.arraycopy(other.nrFree, 0, nrFree, 0, nrFree.length);
    virginPfn = other.virginPfn;
    endPfn = other.endPfn;
    freePages = other.freePages;
  }

  /// Takes a block of `order` and returns its first pfn, or [#NONE] when no block is large enough.
  public int allocate(int order) {
    for (int current = order; current <= MAX_ORDER; current++) {
      if (nrFree[current] == 0) {
        continue;
      }
      int pfn = head[current];
      if (pfn == NONE) {
        pfn = virginPfn;
        virginPfn += 1 << MAX_ORDER;
        frames.materialise(pfn);
        nrFree[MAX_ORDER]--;
      } else {
        unlink(pfn, current);
      }
      while (current > order) {
        current--;
        linkHead(pfn + (1 << current), current);
      }
      freePages -= 1L << order;
      return pfn;
    }
    return NONE;
  }

  /// Gives back the block of `order` at `pfn`, which must have been allocated; parts of a block may
  /// be freed one by one.
  public void free(int pfn, int order) {
    freePages += 1L << order;
    while (order < MAX_ORDER) {
      int buddy = pfn ^ (1 << order);
      if (freeOrder(buddy) != order) {
        break;
      }
      unlink(buddy, order);
      pfn &= buddy;
      order++;
    }
    if (order < MAX_ORDER - 1 && mergeLikely(pfn, order)) {
      linkTail(pfn, order);
    } else {
      linkHead(pfn, order);
    }
  }

  private boolean mergeLikely(int pfn, int order) {
    int higher = pfn & ~(1 << order);
    return freeOrder(higher ^ (1 << (order + 1))) == order + 1;
  }

  /// Number of free 4 KiB pages.
  public long freePages() {
    return freePages;
  }

  /// Number of free blocks of exactly `order`, as in /proc/buddyinfo.
  public int freeBlocks(int order) {
    return nrFree[order];
  }

  /// The numbers that [#freeBlocks] gives, by order, as they change; not to be written.
  public int[] liveFreeBlocks() {
    return nrFree;
  }

  /// Number of pages the zone manages.
  public long managedPages() {
    return endPfn;
  }

  /// First pfn that was never part of an allocated block; all behind it is free in blocks of 4 MiB.
  public int materialisedEnd() {
    return virginPfn;
  }

  /// Order of the free block headed by `pfn`, or -1 when `pfn` heads none.
  public int freeOrder(int pfn) {
    if (pfn >= virginPfn) {
      return pfn < endPfn && (pfn & ((1 << MAX_ORDER) - 1)) == 0 ? MAX_ORDER : FrameChunk.NOT_FREE;
    }
    return frames.chunk(pfn).order[pfn & FrameChunk.MASK];
  }

  BuddyAllocator copy(Frames copiedFrames) {
    return new BuddyAllocator(this, copiedFrames);
  }

  private void linkHead(int pfn, int order) {
    int old = head[order];
    link(pfn, order, NONE, old);
    head[order] = pfn;
    if (old == NONE) {
      tail[order] = pfn;
    } else {
      frames.chunk(old).prev[old & FrameChunk.MASK] = pfn;
    }
  }

  private void linkTail(int pfn, int order) {
    int old = tail[order];
    link(pfn, order, old, NONE);
    tail[order] = pfn;
    if (old == NONE) {
      head[order] = pfn;
    } else {
      frames.chunk(old).next[old & FrameChunk.MASK] = pfn;
    }
  }

  private void link(int pfn, int order, int before, int after) {
    FrameChunk chunk = frames.chunk(pfn);
    int i = pfn & FrameChunk.MASK;
    chunk.order[i] = (byte) order;
    chunk.prev[i] = before;
    chunk.next[i] = after;
    nrFree[order]++;
  }

  private void unlink(int pfn, int order) {
    FrameChunk chunk = frames.chunk(pfn);
    int i = pfn & FrameChunk.MASK;
    int before = chunk.prev[i];
    int after = chunk.next[i];
    if (before == NONE) {
      head[order] = after;
    } else {
      frames.chunk(before).next[before & FrameChunk.MASK] = after;
    }
    if (after == NONE) {
      tail[order] = before;
    } else {
      frames.chunk(after).prev[after & FrameChunk.MASK] = before;
    }
    chunk.order[i] = FrameChunk.NOT_FREE;
    nrFree[order]--;
  }
}
