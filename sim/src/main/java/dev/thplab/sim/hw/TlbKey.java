package dev.thplab.sim.hw;

/// The tag of a TLB entry in one long: address space, page size, page number and, in the lowest
/// bit, whether the entry may be written through.
///
/// Bits 62..38 hold the address space, bit 37 is set for a 2 MiB page, bits 36..1 hold the page
/// number in units of the page's own size.
final class TlbKey {
  static final int PAGE_SHIFT = 12;
  static final int HUGE_SHIFT = 21;

  /// Addresses are user addresses of 4-level paging.
  static final int ADDRESS_BITS = 48;

  static final long WRITABLE = 1L;
  static final long HUGE = 1L << 37;
  static final int ASID_SHIFT = 38;
  static final int ASID_BITS = 25;
  static final long ASID_MASK = ((1L << ASID_BITS) - 1) << ASID_SHIFT;

  private static final long PAGE_MASK = (1L << 36) - 1;

  private TlbKey() {}

  /// The key of the 4 KiB page with the given number, without the permission bit.
  static long ofPage(int asid, long page) {
    return (long) asid << ASID_SHIFT | page << 1;
  }

  /// The key of the 2 MiB page with the given number, without the permission bit.
  static long ofHugePage(int asid, long hugePage) {
    return (long) asid << ASID_SHIFT | HUGE | hugePage << 1;
  }

  /// Refuses what a key has no room for.
  static void check(int asid, long address) {
    if ((address >>> ADDRESS_BITS | asid >>> ASID_BITS) != 0) {
      throw outOfRange(asid, address);
    }
  }

  private static IllegalArgumentException outOfRange(int asid, long address) {
    return new IllegalArgumentException(
        "asid ("
            + asid
            + ") must be in [0, 2^25), address (0x"
            + Long.toHexString(address)
            + ") in [0, 2^48)");
  }

  static int asid(long key) {
    return (int) (key >>> ASID_SHIFT);
  }

  static boolean isHuge(long key) {
    return (key & HUGE) != 0;
  }

  static boolean isWritable(long key) {
    return (key & WRITABLE) != 0;
  }

  /// First byte address of the page.
  static long address(long key) {
    return (key >>> 1 & PAGE_MASK) << (isHuge(key) ? HUGE_SHIFT : PAGE_SHIFT);
  }
}
