package dev.thplab.sim.page;

/// The physical memory of the machine: frames, the buddy allocator over them, and the large folios
/// made of them.
public final class PhysicalMemory {
  public static final int PAGE_SHIFT = 12;
  public static final int PAGE_SIZE = 1 << PAGE_SHIFT;

  /// `HPAGE_PMD_ORDER` on x86-64 with 4 KiB pages.
  public static final int PMD_ORDER = 9;

  private static final long MIN_BYTES = 4L << 20;
  private static final long MAX_BYTES = 4L << 40;

  private final Frames frames;
  private final BuddyAllocator buddy;
  private final Folios folios;
  private long pageTablePages;

  /// Makes free memory of `sizeBytes`, 4 MiB to 4 TiB; what is beyond the last whole 4 MiB is not
  /// used.
  public PhysicalMemory(long sizeBytes) {
    if (sizeBytes < MIN_BYTES || sizeBytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "memory (%d bytes) must be between 4 MiB and 4 TiB".formatted(sizeBytes));
    }
    frames = new Frames((int) (sizeBytes >> PAGE_SHIFT));
    buddy = new BuddyAllocator(frames);
    folios = new Folios();
  }

  private PhysicalMemory(PhysicalMemory other) {
    frames = other.frames.copy();
    buddy = other.buddy.copy(frames);
    folios = other.folios.copy();
    pageTablePages = other.pageTablePages;
  }

  public Frames frames() {
    return frames;
  }

  public BuddyAllocator buddy() {
    return buddy;
  }

  public Folios folios() {
    return folios;
  }

  /// Page frames that hold page tables, those deposited behind huge mappings included
  /// (`nr_page_table_pages`).
  public long pageTablePages() {
    return pageTablePages;
  }

  /// Allocates an anonymous folio of `order`, zero-filled and unmapped, and returns its first pfn,
  /// or [BuddyAllocator#NONE].
  ///
  /// A large folio remembers `index` and `anonRoot` for the reverse map; an order-0 folio does not
  /// need them.
  public int allocateAnonFolio(int order, long index, int anonRoot) {
    int pfn = buddy.allocate(order);
    if (pfn == BuddyAllocator.NONE) {
      return pfn;
    }
    frames.resetFlags(pfn, order, FrameFlags.ANON);
    if (order > 0) {
      frames.setFolio(pfn, order, folios.add(pfn, order, index, anonRoot));
    }
    return pfn;
  }

  /// Allocates a large folio of shared memory, zero-filled, and returns its first pfn, or
  /// [BuddyAllocator#NONE].
  public int allocateShmemFolio(int order) {
    int pfn = buddy.allocate(order);
    if (pfn != BuddyAllocator.NONE) {
      frames.resetFlags(pfn, order, 0);
      frames.setFolio(pfn, order, folios.add(pfn, order, 0, Folios.NO_ROOT));
    }
    return pfn;
  }

  /// Frees the order-0 folio at `pfn`.
  public void freeFolio0(int pfn) {
    frames.resetFlags(pfn, 0, 0);
    buddy.free(pfn, 0);
  }

  /// Frees the large folio `slot`, which must not be mapped.
  public void freeLargeFolio(int slot) {
    int pfn = folios.head(slot);
    int order = folios.order(slot);
    dissolve(slot);
    frames.resetFlags(pfn, order, 0);
    buddy.free(pfn, order);
  }

  /// Turns the frames of large folio `slot` into order-0 folios; mappings and flags of the frames
  /// stay.
  public void dissolve(int slot) {
    folios.dequeue(slot);
    frames.setFolio(folios.head(slot), folios.order(slot), Folios.NONE);
    folios.remove(slot);
  }

  /// Allocates a frame for a page table, or returns [BuddyAllocator#NONE].
  public int allocatePageTable() {
    int pfn = buddy.allocate(0);
    if (pfn != BuddyAllocator.NONE) {
      frames.resetFlags(pfn, 0, FrameFlags.PAGE_TABLE);
      pageTablePages++;
    }
    return pfn;
  }

  /// Frees the frame of a page table.
  public void freePageTable(int pfn) {
    pageTablePages--;
    freeFolio0(pfn);
  }

  /// Adds `delta` PTE mappings to a frame and returns how many it has.
  public int addMapcount(int pfn, int delta) {
    return frames.addMapcount(pfn, delta);
  }

  /// Returns an independent copy.
  public PhysicalMemory copy() {
    return new PhysicalMemory(this);
  }
}
