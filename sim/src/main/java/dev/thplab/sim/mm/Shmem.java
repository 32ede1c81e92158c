package dev.thplab.sim.mm;

import dev.thplab.sim.page.BuddyAllocator;
import dev.thplab.sim.page.Folios;
import dev.thplab.sim.page.PhysicalMemory;
import java.util.Arrays;

/// The pages of one anonymous shared mapping, by page offset: what the hidden tmpfs file is to the
/// kernel.
final class Shmem {
  private final int inode;
  private final int[] pfns;
  private int users;

  /// `inode` is the number of the hidden file.
  Shmem(int inode, int nrPages) {
    this.inode = inode;
    pfns = new int[nrPages];
    Arrays.fill(pfns, BuddyAllocator.NONE);
  }

  int inode() {
    return inode;
  }

  int nrPages() {
    return pfns.length;
  }

  /// Returns the frame of a page, or [BuddyAllocator#NONE].
  int pfn(int page) {
    return pfns[page];
  }

  /// Whether none of `count` pages from `first` exists.
  boolean isRangeEmpty(int first, int count) {
    for (int page = first; page < first + count; page++) {
      if (pfns[page] != BuddyAllocator.NONE) {
        return false;
      }
    }
    return true;
  }

  /// Whether page `first`, a multiple of 512, begins an order-9 folio.
  boolean isHuge(PhysicalMemory memory, int first) {
    int pfn = pfns[first];
    return pfn != BuddyAllocator.NONE && memory.frames().folio(pfn) != Folios.NONE;
  }

  /// Takes the folio that holds `page` out and frees it; nobody may map it.
  void free(PhysicalMemory memory, int page) {
    int slot = memory.frames().folio(pfns[page]);
    if (slot == Folios.NONE) {
      memory.freeFolio0(pfns[page]);
      pfns[page] = BuddyAllocator.NONE;
      return;
    }
    int nrPages = 1 << memory.folios().order(slot);
    int first = page & -nrPages;
    Arrays.fill(pfns, first, first + nrPages, BuddyAllocator.NONE);
    memory.freeLargeFolio(slot);
  }

  void setPfn(int page, int pfn) {
    pfns[page] = pfn;
  }

  /// Adds `delta` VMAs that map this memory and returns how many do.
  int addUsers(int delta) {
    users += delta;
    return users;
  }

  Shmem copy() {
    Shmem copy = new Shmem(inode, pfns.length);
    System.arraycopy(pfns, 0, copy.pfns, 0, pfns.length);
    copy.users = users;
    return copy;
  }
}
