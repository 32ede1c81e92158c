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

  private FrameFlags() {}
}
