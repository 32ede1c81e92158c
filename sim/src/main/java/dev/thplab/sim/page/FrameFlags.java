package dev.thplab.sim.page;

/// Bits kept per allocated frame.
public final class FrameFlags {
  /// The program has read or wrote the page since it was allocated; the rest is internal
  /// fragmentation.
  public static final int TOUCHED = 0x1;

  /// The page holds a non-zero byte.
  public static final int NONZERO = 0x2;

  /// The frame belongs to an anonymous folio.
  public static final int ANON = 0x4;

  /// The frame holds a page table.
  public static final int PAGE_TABLE = 0x8;

  /// The page differs from what it would be read back as (`PG_dirty`): set when an entry that was
  /// written through is taken away. Of a large folio, its first frame has it.
  public static final int DIRTY = 0x10;

  /// MADV_FREE allows to drop the page (not `PG_swapbacked`); of order-0 folios only.
  public static final int LAZY_FREE = 0x20;

  /// A system call used the page (`PG_referenced`), where the processor would set a bit of the PTE.
  /// Of a large folio, its first frame has it.
  public static final int REFERENCED = 0x40;

  /// The page must stay (`PG_mlocked`). Of a large folio, its first frame has it.
  public static final int LOCKED = 0x80;

  private FrameFlags() {}
}
