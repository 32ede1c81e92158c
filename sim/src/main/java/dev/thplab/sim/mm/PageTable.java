package dev.thplab.sim.mm;

import dev.thplab.sim.page.Folios;
import dev.thplab.sim.page.PhysicalMemory;
import java.util.Arrays;

/// The page tables of one address space: four levels of 512 entries as on x86-64, in growing
/// primitive arrays.
///
/// A PMD entry says what backs its 2 MiB range: nothing, a table of 512 PTEs, an order-9 folio, or
/// the huge zero folio. Everything but "nothing" owns a PTE table; behind a huge mapping it is the
/// deposited one (`pgtable_trans_huge_deposit`).
public final class PageTable {
  /// What [#pmdSlot] returns where no PMD table exists.
  public static final int NONE = -1;

  static final int ENTRIES = 512;

  /// Words of 64 bits that hold one bit per entry of a table.
  private static final int WORDS = ENTRIES / Long.SIZE;

  /// Kinds of PMD entries that have a table: one with the table in use, one that maps an anonymous
  /// folio, any other.
  private static final int USED_TABLE = 0;

  private static final int ANON_HUGE = 1;
  private static final int OTHER_HUGE = 2;
  private static final int KIND_BITS = 2;
  private static final int KIND_MASK = (1 << KIND_BITS) - 1;

  private static final long READ_READY = Pte.PRESENT | Pte.YOUNG | Pte.TOUCHED;
  private static final long WRITE_READY = READ_READY | Pte.WRITE | Pte.DIRTY | Pte.WRITTEN;

  /// First address outside user space: 47 bits.
  public static final long TASK_SIZE = 1L << 47;

  private final int[] pgd = new int[256];
  private int[] pud = new int[ENTRIES];
  private int nrPuds;
  private long[] pmd = new long[ENTRIES];

  /// PTE table of each PMD entry, shifted left by [#KIND_BITS], and the kind of the entry below it;
  /// [#NONE] without a table. The hot paths load this alone.
  private int[] walks = new int[ENTRIES];

  private int nrPmds;
  private int[] freePmds = new int[4];
  private int nrFreePmds;
  private long[] pte = new long[ENTRIES];

  /// One bit per PTE: a read needs no fault and changes nothing. A walk that only these bits have
  /// to be loaded for stays in a small cache.
  private long[] readReady = new long[WORDS];

  /// One bit per PTE: a write needs no fault and changes nothing.
  private long[] writeReady = new long[WORDS];

  private int[] tablePfn = new int[1];

  /// Present entries of each table.
  private int[] nrPresent = new int[1];

  private int nrTables;
  private int[] freeTables = new int[4];
  private int nrFreeTables;

  PageTable() {
    Arrays.fill(pgd, NONE);
  }

  /// Returns the PMD entry's slot for `address`, or [#NONE] when the PUD entry above it is none.
  int pmdSlot(long address) {
    int pudTable = pgd[(int) (address >>> 39)];
    if (pudTable == NONE) {
      return NONE;
    }
    int pmdBase = pud[(pudTable << 9) | ((int) (address >>> 30) & 511)];
    return pmdBase == NONE ? NONE : (pmdBase << 9) | ((int) (address >>> 21) & 511);
  }

  /// Returns the PMD entry's slot for `address`, making the upper tables as needed.
  int makePmdSlot(long address) {
    int pgdIndex = (int) (address >>> 39);
    int pudTable = pgd[pgdIndex];
    if (pudTable == NONE) {
      pudTable = nrPuds++;
      if (pudTable << 9 >= pud.length) {
        pud = Arrays.copyOf(pud, pud.length * 2);
      }
      Arrays.fill(pud, pudTable << 9, (pudTable + 1) << 9, NONE);
      pgd[pgdIndex] = pudTable;
    }
    int pudIndex = (pudTable << 9) | ((int) (address >>> 30) & 511);
    if (pud[pudIndex] == NONE) {
      pud[pudIndex] = newPmd();
    }
    return (pud[pudIndex] << 9) | ((int) (address >>> 21) & 511);
  }

  private int newPmd() {
    int table = nrFreePmds > 0 ? freePmds[--nrFreePmds] : nrPmds++;
    if (table << 9 >= pmd.length) {
      pmd = Arrays.copyOf(pmd, pmd.length * 2);
      walks = Arrays.copyOf(walks, walks.length * 2);
    }
    Arrays.fill(pmd, table << 9, (table + 1) << 9, Pmd.NONE);
    Arrays.fill(walks, table << 9, (table + 1) << 9, NONE);
    return table;
  }

  /// Frees the PMD table of the 1 GiB range around `address` if there is one; all its entries must
  /// be none.
  void freePmdTable(long address) {
    int slot = pmdSlot(address);
    if (slot == NONE) {
      return;
    }
    int pudIndex = (pgd[(int) (address >>> 39)] << 9) | ((int) (address >>> 30) & 511);
    if (nrFreePmds == freePmds.length) {
      freePmds = Arrays.copyOf(freePmds, nrFreePmds * 2);
    }
    freePmds[nrFreePmds++] = pud[pudIndex];
    pud[pudIndex] = NONE;
  }

  long pmd(int slot) {
    return pmd[slot];
  }

  void setPmd(int slot, long entry) {
    pmd[slot] = entry;
    if (walks[slot] != NONE) {
      setWalk(slot, table(slot));
    }
  }

  private void setWalk(int slot, int table) {
    walks[slot] = table << KIND_BITS | kind(pmd[slot]);
  }

  private static int kind(long entry) {
    if (Pmd.isTable(entry)) {
      return USED_TABLE;
    }
    return (entry & (Pmd.HUGE | Pte.SHMEM)) == Pmd.HUGE ? ANON_HUGE : OTHER_HUGE;
  }

  /// PTE table of the range, deposited or in use, or [#NONE].
  int table(int slot) {
    return walks[slot] >> KIND_BITS;
  }

  /// PTE table of the range if its PMD entry points to it, else [#NONE].
  int usedTable(int slot) {
    return tableOfKind(slot, USED_TABLE);
  }

  /// PTE table deposited behind the anonymous folio that the PMD entry maps, else [#NONE].
  int tableBehindAnon(int slot) {
    return tableOfKind(slot, ANON_HUGE);
  }

  private int tableOfKind(int slot, int kind) {
    int walk = walks[slot];
    return (walk & KIND_MASK) == kind ? walk >> KIND_BITS : NONE;
  }

  /// Frame that holds the range's PTE table.
  int tablePfn(int slot) {
    return tablePfn[table(slot)];
  }

  /// Adds an empty PTE table, held in frame `pfn`, to a range that has none.
  int addTable(int slot, int pfn) {
    int table;
    if (nrFreeTables > 0) {
      table = freeTables[--nrFreeTables];
    } else {
      table = nrTables++;
      if (table == tablePfn.length) {
        tablePfn = Arrays.copyOf(tablePfn, table * 2);
        nrPresent = Arrays.copyOf(nrPresent, table * 2);
        pte = Arrays.copyOf(pte, pte.length * 2);
        readReady = Arrays.copyOf(readReady, readReady.length * 2);
        writeReady = Arrays.copyOf(writeReady, writeReady.length * 2);
      }
    }
    tablePfn[table] = pfn;
    setWalk(slot, table);
    return table;
  }

  /// Removes the range's PTE table, whose entries must all be none, and returns the pfn that held
  /// it.
  int removeTable(int slot) {
    int table = table(slot);
    if (nrFreeTables == freeTables.length) {
      freeTables = Arrays.copyOf(freeTables, nrFreeTables * 2);
    }
    freeTables[nrFreeTables++] = table;
    Arrays.fill(readReady, table << 3, (table + 1) << 3, 0);
    Arrays.fill(writeReady, table << 3, (table + 1) << 3, 0);
    walks[slot] = NONE;
    return tablePfn[table];
  }

  /// Moves PMD entry and table from one slot to another that is none (`move_normal_pmd`,
  /// `move_huge_pmd`).
  void moveRange(int from, int to) {
    pmd[to] = pmd[from];
    walks[to] = walks[from];
    pmd[from] = Pmd.NONE;
    walks[from] = NONE;
  }

  /// PTE tables that exist, deposited ones included (`mm_nr_ptes`).
  int nrTables() {
    return nrTables - nrFreeTables;
  }

  long pte(int table, int index) {
    return pte[(table << 9) | index];
  }

  void setPte(int table, int index, long entry) {
    int slot = (table << 9) | index;
    nrPresent[table] += (int) (entry & Pte.PRESENT) - (int) (pte[slot] & Pte.PRESENT);
    pte[slot] = entry;
    int word = (table << 3) | (index >>> 6);
    long bit = 1L << index;
    readReady[word] = withBit(readReady[word], bit, (entry & READ_READY) == READ_READY);
    writeReady[word] = withBit(writeReady[word], bit, (entry & WRITE_READY) == WRITE_READY);
  }

  /// Number of 4 KiB pages mapped in the 2 MiB range around `address`.
  int nrPresent(long address) {
    int slot = pmdSlot(address);
    if (slot == NONE || walks[slot] == NONE) {
      return 0;
    }
    int table = usedTable(slot);
    return table == NONE ? ENTRIES : nrPresent[table];
  }

  private static long withBit(long bits, long bit, boolean set) {
    return set ? bits | bit : bits & ~bit;
  }

  /// Notes, in the bits of the table deposited behind a huge mapping, that its frame knows of the
  /// use of a page.
  void noteUse(int table, long address, boolean write) {
    int word = (table << 3) | ((int) (address >>> 18) & 7);
    long bit = 1L << (address >>> 12);
    readReady[word] |= bit;
    if (write) {
      writeReady[word] |= bit;
    }
  }

  /// Takes back that a page of a huge mapping was written.
  void forgetWrite(int table, long address) {
    writeReady[(table << 3) | ((int) (address >>> 18) & 7)] &= ~(1L << (address >>> 12));
  }

  /// Whether a page of a range that has `table` can be read without a fault and without a trace in
  /// its PTE.
  boolean isReadReady(int table, long address) {
    return (readReady[(table << 3) | ((int) (address >>> 18) & 7)] >>> (address >>> 12) & 1) != 0;
  }

  /// Whether a page of a range that has `table` can be written without a fault and without a trace
  /// in its PTE.
  boolean isWriteReady(int table, long address) {
    return (writeReady[(table << 3) | ((int) (address >>> 18) & 7)] >>> (address >>> 12) & 1) != 0;
  }

  /// Index of the PTE for `address` in its table.
  static int pteIndex(long address) {
    return (int) (address >>> 12) & 511;
  }

  /// Whether `count` PTEs from `index` are all none (`pte_range_none`).
  boolean isRangeNone(int table, int index, int count) {
    int from = (table << 9) | index;
    for (int i = from; i < from + count; i++) {
      if (pte[i] != Pte.NONE) {
        return false;
      }
    }
    return true;
  }

  /// Number of PTEs from `index` to below `end` that map consecutive pages of one anonymous folio
  /// (`folio_pte_batch`). The first must map one.
  int batch(PhysicalMemory memory, int table, int index, int end) {
    int pfn = Pte.pfn(pte(table, index));
    int folio = memory.frames().folio(pfn);
    if (folio == Folios.NONE) {
      return 1;
    }
    int endPfn = memory.folios().head(folio) + (1 << memory.folios().order(folio));
    int max = Math.min(end - index, endPfn - pfn);
    int count = 1;
    while (count < max) {
      long entry = pte(table, index + count);
      if (!Pte.isAnon(entry) || Pte.pfn(entry) != pfn + count) {
        break;
      }
      count++;
    }
    return count;
  }

  /// A visitor of 2 MiB ranges.
  interface RangeVisitor {
    void visit(long address, int slot);
  }

  /// Visits every range that is not none, by address.
  void forEachRange(RangeVisitor visitor) {
    for (int i = 0; i < pgd.length; i++) {
      if (pgd[i] == NONE) {
        continue;
      }
      for (int j = 0; j < ENTRIES; j++) {
        int table = pud[(pgd[i] << 9) | j];
        for (int k = 0; table != NONE && k < ENTRIES; k++) {
          if (pmd[(table << 9) | k] != Pmd.NONE) {
            visitor.visit((long) i << 39 | (long) j << 30 | (long) k << 21, (table << 9) | k);
          }
        }
      }
    }
  }

  PageTable copy() {
    PageTable copy = new PageTable();
    System.arraycopy(pgd, 0, copy.pgd, 0, pgd.length);
    copy.pud = pud.clone();
    copy.nrPuds = nrPuds;
    copy.pmd = pmd.clone();
    copy.walks = walks.clone();
    copy.nrPmds = nrPmds;
    copy.freePmds = freePmds.clone();
    copy.nrFreePmds = nrFreePmds;
    copy.pte = pte.clone();
    copy.readReady = readReady.clone();
    copy.writeReady = writeReady.clone();
    copy.tablePfn = tablePfn.clone();
    copy.nrPresent = nrPresent.clone();
    copy.nrTables = nrTables;
    copy.freeTables = freeTables.clone();
    copy.nrFreeTables = nrFreeTables;
    return copy;
  }
}
