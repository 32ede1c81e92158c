package dev.thplab.sim.page;

import java.util.Arrays;

/// Per-frame state of 4096 neighbouring frames: what `struct page` is to the kernel, as columns.
///
/// Chunks come into being when a frame of theirs is first allocated, so a large machine costs what
/// it uses.
final class FrameChunk {
  static final int SHIFT = 12;
  static final int SIZE = 1 << SHIFT;
  static final int MASK = SIZE - 1;

  /// Value of [#order] for a frame that does not head a free block.
  static final byte NOT_FREE = -1;

  /// Links of the free list, valid for the head of a free block.
  final int[] next = new int[SIZE];

  final int[] prev = new int[SIZE];

  /// Order of the free block headed by this frame, or [#NOT_FREE].
  final byte[] order = new byte[SIZE];

  /// PTE mappings of the frame (`_mapcount + 1`).
  final int[] mapcount = new int[SIZE];

  /// Slot of the large folio that owns the frame, or [Folios#NONE] for an order-0 folio.
  final int[] folio = new int[SIZE];

  /// Bits of [FrameFlags].
  final byte[] flags = new byte[SIZE];

  FrameChunk() {
    Arrays.fill(order, NOT_FREE);
    Arrays.fill(folio, Folios.NONE);
  }

  private FrameChunk(FrameChunk other) {
    System.arraycopy(other.next, 0, next, 0, SIZE);
    System.arraycopy(other.prev, 0, prev, 0, SIZE);
    System.arraycopy(other.order, 0, order, 0, SIZE);
    System.arraycopy(other.mapcount, 0, mapcount, 0, SIZE);
    System.arraycopy(other.folio, 0, folio, 0, SIZE);
    System.arraycopy(other.flags, 0, flags, 0, SIZE);
  }

  FrameChunk copy() {
    return new FrameChunk(this);
  }
}
