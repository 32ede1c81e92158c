package dev.thplab.sim.mm;

import dev.thplab.sim.hw.CpuModel;
import dev.thplab.sim.hw.PageWalkCache;
import dev.thplab.sim.hw.Tlb;
import dev.thplab.sim.page.FrameFlags;
import dev.thplab.sim.page.Frames;
import dev.thplab.sim.stats.TlbStats;

/// The core that runs the processes: sends each access through the TLB, the page tables and, where
/// these have no answer, the page-fault handler.
public final class Cpu {
  private static final long TABLE_USE = Pte.YOUNG | Pte.TOUCHED;
  private static final long TABLE_WRITE = TABLE_USE | Pte.DIRTY | Pte.WRITTEN;
  private static final long HUGE_USE = Pte.PRESENT | Pte.YOUNG;
  private static final long HUGE_WRITE = HUGE_USE | Pte.DIRTY | Pte.WRITE;

  private final Kernel kernel;
  private final FaultHandler faults;
  private final Tlb tlb;
  private final PageWalkCache walkCache;
  private final int walkReferenceCycles;
  private final Frames frames;
  private final TlbStats stats = new TlbStats();

  /// Makes a core of the kind `model` for `calls`' kernel.
  public Cpu(SystemCalls calls, CpuModel model) {
    kernel = calls.kernel();
    faults = calls.faults();
    tlb = kernel.tlb();
    walkCache = kernel.walkCache();
    walkReferenceCycles = model.walkReferenceCycles();
    frames = kernel.memory().frames();
  }

  /// Makes a core that has done what `other` has, for a copy of its machine.
  public Cpu(SystemCalls calls, CpuModel model, Cpu other) {
    this(calls, model);
    TlbStats done = other.stats;
    stats.add(done.accesses(), done.l1Misses(), done.walks(), done.walkCycles());
  }

  /// Translations of all processes.
  public TlbStats stats() {
    return stats;
  }

  /// Reads or writes one byte and returns the faults that took: 0 or more, or a negative error of
  /// [FaultHandler].
  public int access(Mm mm, long address, boolean write) {
    long accesses = tlb.accesses();
    long l1Misses = tlb.l1Misses();
    long walks = tlb.l2Misses();
    walkCycles = 0;
    int result = translate(mm, address, write);
    book(accesses, l1Misses, walks);
    return result;
  }

  private long walkCycles;

  /// Notes that what was just written to the page that holds `address` were zeros. The kernel may
  /// tell such a page from one with other contents when it splits a folio.
  public void noteZeros(Mm mm, long address) {
    PageTable pageTable = mm.pageTable;
    int slot = pageTable.pmdSlot(address);
    long pmd = pageTable.pmd(slot);
    int index = PageTable.pteIndex(address);
    int table = pageTable.table(slot);
    if (Pmd.isTransHuge(pmd)) {
      pageTable.forgetWrite(table, address);
      frames.clearFlags(Pte.pfn(pmd) + index, FrameFlags.NONZERO);
    } else {
      long pte = pageTable.pte(table, index);
      pageTable.setPte(table, index, pte & ~Pte.WRITTEN);
      if (Pte.isAnon(pte)) {
        frames.clearFlags(Pte.pfn(pte), FrameFlags.NONZERO);
      }
    }
    tlb.flushPage(mm.id(), address);
  }

  /// Reads or writes at each of `addresses[from..to)` in turn and returns the faults that took, or
  /// the negative error of the first access that failed.
  public long run(Mm mm, long[] addresses, int from, int to, boolean write) {
    long accesses = tlb.accesses();
    long l1Misses = tlb.l1Misses();
    long walks = tlb.l2Misses();
    walkCycles = 0;
    long served = 0;
    long again = 0;
    long lastPage = -1;
    for (int i = from; i < to; i++) {
      long address = addresses[i];
      long page = address >>> 12;
      if (page == lastPage) {
        again++;
        continue;
      }
      lastPage = page;
      int result = translate(mm, address, write);
      if (result < 0) {
        served = result;
        break;
      }
      served += result;
    }
    tlb.hitAgain(again);
    book(accesses, l1Misses, walks);
    return served;
  }

  private void book(long accesses, long l1Misses, long walks) {
    long newAccesses = tlb.accesses() - accesses;
    long newL1Misses = tlb.l1Misses() - l1Misses;
    long newWalks = tlb.l2Misses() - walks;
    stats.add(newAccesses, newL1Misses, newWalks, walkCycles);
    kernel.current().tlb().add(newAccesses, newL1Misses, newWalks, walkCycles);
  }

  private int translate(Mm mm, long address, boolean write) {
    if (tlb.lookup(mm.id(), address, write) == Tlb.MISS) {
      return walk(mm, address, write);
    }
    if (mm.hasHugeMappings()) {
      markHugeUse(mm.pageTable, mm.pageTable.pmdSlot(address), address, write);
    }
    return 0;
  }

  /// Walks the page tables after a TLB miss. Most walks find a page that was used that way before.
  private int walk(Mm mm, long address, boolean write) {
    PageTable pageTable = mm.pageTable;
    int slot = pageTable.pmdSlot(address);
    if (slot == PageTable.NONE) {
      return walkInFull(mm, address, write);
    }
    int table = pageTable.usedTable(slot);
    if (table != PageTable.NONE) {
      boolean writeReady = pageTable.isWriteReady(table, address);
      if (writeReady || (!write && pageTable.isReadReady(table, address))) {
        fill(mm, address, false, writeReady);
        return 0;
      }
    } else if (pageTable.tableBehindAnon(slot) != PageTable.NONE && !mm.hasProtNone) {
      long pmd = pageTable.pmd(slot);
      long needed = write ? HUGE_WRITE : HUGE_USE;
      if ((pmd & needed) == needed) {
        fill(mm, address, true, (pmd & HUGE_WRITE) == HUGE_WRITE);
        markHugeUse(pageTable, slot, address, write);
        return 0;
      }
    }
    return walkInFull(mm, address, write);
  }

  /// Enters the page that a walk has found into the TLB and counts what the walk cost.
  private void fill(Mm mm, long address, boolean huge, boolean writable) {
    tlb.fill(mm.id(), address, huge, writable);
    walkCycles += (long) walkCache.walkRefs(mm.id(), address, huge) * walkReferenceCycles;
  }

  /// Walks the page tables, through the fault handler as often as needed.
  private int walkInFull(Mm mm, long address, boolean write) {
    PageTable pageTable = mm.pageTable;
    int served = 0;
    if (mm.hasProtNone && !faults.permits(mm, address, write)) {
      return FaultHandler.SIGSEGV;
    }
    while (true) {
      int slot = pageTable.pmdSlot(address);
      long pmd = slot == PageTable.NONE ? Pmd.NONE : pageTable.pmd(slot);
      if (Pmd.isTable(pmd)) {
        int table = pageTable.table(slot);
        int index = PageTable.pteIndex(address);
        long pte = pageTable.pte(table, index);
        if (Pte.isPresent(pte) && (!write || Pte.isWritable(pte))) {
          long used = pte | (write ? TABLE_WRITE : TABLE_USE);
          if (used != pte) {
            pageTable.setPte(table, index, used);
          }
          boolean writable = Pte.isWritable(pte) && (used & Pte.WRITTEN) != 0;
          fill(mm, address, false, writable);
          return served;
        }
      } else if (Pmd.isTransHuge(pmd) && (!write || Pte.isWritable(pmd))) {
        long used = pmd | (write ? Pte.YOUNG | Pte.DIRTY : Pte.YOUNG);
        pageTable.setPmd(slot, used);
        fill(mm, address, true, Pte.isWritable(pmd) && (used & Pte.DIRTY) != 0);
        markHugeUse(pageTable, slot, address, write);
        return served;
      }
      int result = faults.handle(mm, address, write);
      if (result != FaultHandler.OK) {
        return result;
      }
      served++;
    }
  }

  /// Notes the use of one page of a range that may be mapped by a PMD entry, which has no PTE to
  /// note it in.
  private void markHugeUse(PageTable pageTable, int slot, long address, boolean write) {
    int table = pageTable.tableBehindAnon(slot);
    if (table == PageTable.NONE) {
      return;
    }
    boolean noted =
        write ? pageTable.isWriteReady(table, address) : pageTable.isReadReady(table, address);
    if (!noted) {
      int bits = write ? FrameFlags.TOUCHED | FrameFlags.NONZERO : FrameFlags.TOUCHED;
      frames.setFlags(Pte.pfn(pageTable.pmd(slot)) + PageTable.pteIndex(address), bits);
      pageTable.noteUse(table, address, write);
    }
  }
}
