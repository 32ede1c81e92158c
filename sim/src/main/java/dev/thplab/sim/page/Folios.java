package dev.thplab.sim.page;

import java.util.Arrays;

/// The large folios of the machine: order 2 to 9, one slot each, as columns. An order-0 folio has
/// no slot.
///
/// Holds what `struct folio` adds for large folios (include/linux/mm_types.h, 6.18): the mapcounts,
/// the two mm-id slots that tell whether it "may be mapped shared", and its place in the
/// deferred-split queue.
public final class Folios {
  /// No slot: an order-0 folio, or the end of a list.
  public static final int NONE = -1;

  /// What [#anonRoot] says of a folio that is not anonymous.
  public static final int NO_ROOT = 0;

  /// `MM_ID_DUMMY`: a free mm-id slot.
  private static final int NO_MM = 0;

  private int[] head = new int[64];
  private byte[] order = new byte[64];
  private long[] index = new long[64];
  private int[] anonRoot = new int[64];
  private int[] entireMapcount = new int[64];
  private int[] largeMapcount = new int[64];
  private int[] nrPagesMapped = new int[64];
  private int[] mmId0 = new int[64];
  private int[] mmId1 = new int[64];
  private int[] mmMapcount0 = new int[64];
  private int[] mmMapcount1 = new int[64];
  private boolean[] shared = new boolean[64];
  private boolean[] partiallyMapped = new boolean[64];
  private boolean[] lazyFree = new boolean[64];
  private boolean[] queued = new boolean[64];
  private int[] queueNext = new int[64];
  private int[] queuePrev = new int[64];
  private int queueHead = NONE;
  private int queueTail = NONE;
  private int firstFree = NONE;
  private int used;

  Folios() {}

  /// Takes a slot for the large folio of `order` at `pfn`, unmapped.
  ///
  /// `index` is its page offset in the reverse map and `root` its `anon_vma` root, from which a
  /// split finds its mappings.
  int add(int pfn, int folioOrder, long pageIndex, int root) {
    int slot = firstFree;
    if (slot == NONE) {
      if (used == head.length) {
        grow();
      }
      slot = used++;
    } else {
      firstFree = queueNext[slot];
    }
    head[slot] = pfn;
    order[slot] = (byte) folioOrder;
    index[slot] = pageIndex;
    anonRoot[slot] = root;
    entireMapcount[slot] = 0;
    largeMapcount[slot] = 0;
    nrPagesMapped[slot] = 0;
    mmId0[slot] = NO_MM;
    mmId1[slot] = NO_MM;
    mmMapcount0[slot] = 0;
    mmMapcount1[slot] = 0;
    shared[slot] = false;
    partiallyMapped[slot] = false;
    lazyFree[slot] = false;
    queued[slot] = false;
    return slot;
  }

  /// Gives back a slot; the folio must not be queued.
  void remove(int slot) {
    head[slot] = BuddyAllocator.NONE;
    queueNext[slot] = firstFree;
    firstFree = slot;
  }

  /// First pfn of the folio.
  public int head(int slot) {
    return head[slot];
  }

  public int order(int slot) {
    return order[slot];
  }

  /// Page offset of the folio's first page in its reverse map (`folio->index`).
  public long index(int slot) {
    return index[slot];
  }

  /// Root of the `anon_vma` tree the folio belongs to.
  public int anonRoot(int slot) {
    return anonRoot[slot];
  }

  /// PMD mappings of the folio.
  public int entireMapcount(int slot) {
    return entireMapcount[slot];
  }

  /// All mappings: each PTE and each PMD counts one (`_large_mapcount + 1`). Equals the references
  /// held.
  public int largeMapcount(int slot) {
    return largeMapcount[slot];
  }

  /// Pages of the folio that at least one PTE maps.
  public int nrPagesMapped(int slot) {
    return nrPagesMapped[slot];
  }

  /// Whether more than one mm may map the folio (`folio_maybe_mapped_shared`).
  public boolean maybeMappedShared(int slot) {
    return shared[slot];
  }

  public boolean isPartiallyMapped(int slot) {
    return partiallyMapped[slot];
  }

  /// Marks the folio `PG_partially_mapped`.
  public void setPartiallyMapped(int slot, boolean value) {
    partiallyMapped[slot] = value;
  }

  /// Whether MADV_FREE made the folio droppable and nobody wrote to it since.
  public boolean isLazyFree(int slot) {
    return lazyFree[slot];
  }

  public void setLazyFree(int slot, boolean value) {
    lazyFree[slot] = value;
  }

  /// Adds `delta` PMD mappings.
  public void addEntireMapcount(int slot, int delta) {
    entireMapcount[slot] += delta;
  }

  /// Adds `delta` pages to those mapped by at least one PTE.
  public void addNrPagesMapped(int slot, int delta) {
    nrPagesMapped[slot] += delta;
  }

  /// Adds `diff` mappings by the mm `mmId` (`folio_add_return_large_mapcount` of
  /// include/linux/rmap.h).
  public void addLargeMapcount(int slot, int diff, int mmId) {
    largeMapcount[slot] += diff;
    if (mmId0[slot] == mmId) {
      mmMapcount0[slot] += diff;
    } else if (mmId1[slot] == mmId) {
      mmMapcount1[slot] += diff;
    } else if (mmId0[slot] == NO_MM) {
      mmId0[slot] = mmId;
      mmMapcount0[slot] = diff;
      shared[slot] |= largeMapcount[slot] != diff;
    } else if (mmId1[slot] == NO_MM) {
      mmId1[slot] = mmId;
      mmMapcount1[slot] = diff;
      shared[slot] = true;
    }
  }

  /// Removes `diff` mappings by the mm `mmId` (`folio_sub_return_large_mapcount`).
  public void subLargeMapcount(int slot, int diff, int mmId) {
    largeMapcount[slot] -= diff;
    if (mmId0[slot] == mmId) {
      mmMapcount0[slot] -= diff;
      if (mmMapcount0[slot] == 0) {
        mmId0[slot] = NO_MM;
      }
    } else if (mmId1[slot] == mmId) {
      mmMapcount1[slot] -= diff;
      if (mmMapcount1[slot] == 0) {
        mmId1[slot] = NO_MM;
      }
    }
    if (mmMapcount0[slot] == largeMapcount[slot] || mmMapcount1[slot] == largeMapcount[slot]) {
      shared[slot] = false;
    }
  }

  /// Whether the folio waits in the deferred-split queue.
  public boolean isQueued(int slot) {
    return queued[slot];
  }

  /// First folio of the deferred-split queue, or [#NONE].
  public int firstQueued() {
    return queueHead;
  }

  /// The folio queued behind `slot`, or [#NONE].
  public int nextQueued(int slot) {
    return queueNext[slot];
  }

  /// Puts the folio at the tail of the deferred-split queue unless it is there already.
  public void enqueue(int slot) {
    if (queued[slot]) {
      return;
    }
    queued[slot] = true;
    queuePrev[slot] = queueTail;
    queueNext[slot] = NONE;
    if (queueTail == NONE) {
      queueHead = slot;
    } else {
      queueNext[queueTail] = slot;
    }
    queueTail = slot;
  }

  /// Takes the folio out of the deferred-split queue if it is there.
  public void dequeue(int slot) {
    if (!queued[slot]) {
      return;
    }
    queued[slot] = false;
    int before = queuePrev[slot];
    int after = queueNext[slot];
    if (before == NONE) {
      queueHead = after;
    } else {
      queueNext[before] = after;
    }
    if (after == NONE) {
      queueTail = before;
    } else {
      queuePrev[after] = before;
    }
  }

  /// Slots ever used; slot numbers are below it.
  public int slots() {
    return used;
  }

  /// Whether `slot` holds a folio.
  public boolean isLive(int slot) {
    return slot < used && head[slot] != BuddyAllocator.NONE;
  }

  private void grow() {
    int size = head.length * 2;
    head = Arrays.copyOf(head, size);
    order = Arrays.copyOf(order, size);
    index = Arrays.copyOf(index, size);
    anonRoot = Arrays.copyOf(anonRoot, size);
    entireMapcount = Arrays.copyOf(entireMapcount, size);
    largeMapcount = Arrays.copyOf(largeMapcount, size);
    nrPagesMapped = Arrays.copyOf(nrPagesMapped, size);
    mmId0 = Arrays.copyOf(mmId0, size);
    mmId1 = Arrays.copyOf(mmId1, size);
    mmMapcount0 = Arrays.copyOf(mmMapcount0, size);
    mmMapcount1 = Arrays.copyOf(mmMapcount1, size);
    shared = Arrays.copyOf(shared, size);
    partiallyMapped = Arrays.copyOf(partiallyMapped, size);
    lazyFree = Arrays.copyOf(lazyFree, size);
    queued = Arrays.copyOf(queued, size);
    queueNext = Arrays.copyOf(queueNext, size);
    queuePrev = Arrays.copyOf(queuePrev, size);
  }

  Folios copy() {
    Folios copy = new Folios();
    copy.head = head.clone();
    copy.order = order.clone();
    copy.index = index.clone();
    copy.anonRoot = anonRoot.clone();
    copy.entireMapcount = entireMapcount.clone();
    copy.largeMapcount = largeMapcount.clone();
    copy.nrPagesMapped = nrPagesMapped.clone();
    copy.mmId0 = mmId0.clone();
    copy.mmId1 = mmId1.clone();
    copy.mmMapcount0 = mmMapcount0.clone();
    copy.mmMapcount1 = mmMapcount1.clone();
    copy.shared = shared.clone();
    copy.partiallyMapped = partiallyMapped.clone();
    copy.lazyFree = lazyFree.clone();
    copy.queued = queued.clone();
    copy.queueNext = queueNext.clone();
    copy.queuePrev = queuePrev.clone();
    copy.queueHead = queueHead;
    copy.queueTail = queueTail;
    copy.firstFree = firstFree;
    copy.used = used;
    return copy;
  }
}
