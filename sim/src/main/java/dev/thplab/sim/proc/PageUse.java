package dev.thplab.sim.proc;

import dev.thplab.sim.mm.PageWalk;
import dev.thplab.sim.mm.VmFlags;
import dev.thplab.sim.mm.Vma;
import dev.thplab.sim.page.PhysicalMemory;

/// What the pages behind some VMAs add up to, in bytes (`struct mem_size_stats` of
/// fs/proc/task_mmu.c).
final class PageUse {
  private static final long PAGE_SIZE = PhysicalMemory.PAGE_SIZE;
  private static final long PMD_SIZE = PAGE_SIZE << PhysicalMemory.PMD_ORDER;

  /// Proportional shares carry 12 bits behind the point.
  private static final int PSS_SHIFT = 12;

  private long resident;
  private long residentFile;
  private long referenced;
  private long anonymous;
  private long lazyFree;
  private long anonymousThp;
  private long shmemThp;
  private long sharedClean;
  private long sharedDirty;
  private long privateClean;
  private long privateDirty;
  private long pss;
  private long pssDirty;
  private long pssAnon;
  private long pssFile;
  private long pssShmem;
  private long pssLocked;

  /// Adds the pages of a VMA (`smap_gather_stats`); zero pages count for nothing.
  void add(PageWalk walk, Vma vma) {
    boolean locked = (vma.flags() & VmFlags.LOCKED) != 0;
    long address = vma.start();
    while (address < vma.end()) {
      walk.at(address);
      switch (walk.kind()) {
        case ANON, SHMEM, FILE -> add(walk, locked);
        case NONE, ZERO, HUGE_ZERO, GUARD -> {}
      }
      address = walk.isPmdNone() ? (address & -PMD_SIZE) + PMD_SIZE : address + PAGE_SIZE;
    }
  }

  /// `smaps_account()` and `smaps_page_accumulate()`, for one page.
  private void add(PageWalk page, boolean locked) {
    resident += PAGE_SIZE;
    referenced += page.isYoung() ? PAGE_SIZE : 0;
    int mapcount = page.mapcount();
    long share = (PAGE_SIZE << PSS_SHIFT) / Math.max(1, mapcount);
    addKind(page, share);
    pss += share;
    pssLocked += locked ? share : 0;
    pssDirty += page.isDirty() ? share : 0;
    boolean shared = mapcount >= 2;
    if (page.isDirty()) {
      sharedDirty += shared ? PAGE_SIZE : 0;
      privateDirty += shared ? 0 : PAGE_SIZE;
    } else {
      sharedClean += shared ? PAGE_SIZE : 0;
      privateClean += shared ? 0 : PAGE_SIZE;
    }
  }

  private void addKind(PageWalk page, long share) {
    long hugeBytes = page.isPmdMapped() ? PAGE_SIZE : 0;
    switch (page.kind()) {
      case ANON -> {
        anonymous += PAGE_SIZE;
        lazyFree += page.isLazyFree() ? PAGE_SIZE : 0;
        anonymousThp += hugeBytes;
        pssAnon += share;
      }
      case SHMEM -> {
        shmemThp += hugeBytes;
        pssShmem += share;
      }
      default -> {
        residentFile += PAGE_SIZE;
        pssFile += share;
      }
    }
  }

  /// Resident bytes of files.
  long residentFile() {
    return residentFile;
  }

  /// `__show_smap()`: the lines from `Rss` to `Locked`; a rollup has three more.
  String text(boolean rollup) {
    StringBuilder text = new StringBuilder();
    append(text, "Rss", resident);
    append(text, "Pss", pss >> PSS_SHIFT);
    append(text, "Pss_Dirty", pssDirty >> PSS_SHIFT);
    if (rollup) {
      append(text, "Pss_Anon", pssAnon >> PSS_SHIFT);
      append(text, "Pss_File", pssFile >> PSS_SHIFT);
      append(text, "Pss_Shmem", pssShmem >> PSS_SHIFT);
    }
    append(text, "Shared_Clean", sharedClean);
    append(text, "Shared_Dirty", sharedDirty);
    append(text, "Private_Clean", privateClean);
    append(text, "Private_Dirty", privateDirty);
    append(text, "Referenced", referenced);
    append(text, "Anonymous", anonymous);
    append(text, "KSM", 0);
    append(text, "LazyFree", lazyFree);
    append(text, "AnonHugePages", anonymousThp);
    append(text, "ShmemPmdMapped", shmemThp);
    append(text, "FilePmdMapped", 0);
    append(text, "Shared_Hugetlb", 0);
    append(text, "Private_Hugetlb", 0);
    append(text, "Swap", 0);
    append(text, "SwapPss", 0);
    append(text, "Locked", pssLocked >> PSS_SHIFT);
    return text.toString();
  }

  /// One line of smaps, in kB.
  static void append(StringBuilder text, String name, long bytes) {
    text.append("%-16s%8d kB\n".formatted(name + ":", bytes >> 10));
  }
}
