package dev.thplab.sim.mm;

import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.stats.Account;
import java.util.function.UnaryOperator;

/// The memory system calls of the simulated kernel, and its page-fault entry.
///
/// Calls act on the address space they are given and return what the real ones do: an address or 0,
/// or a negated [Errno].
public final class SystemCalls {
  private final Kernel kernel;
  private final HugeMemory huge;
  private final FaultHandler faults;
  private final MemoryMap map;
  private final Mlock mlock;
  private final Mremap mremap;
  private final Madvise madvise;
  private final Fork fork;
  private final AllowableOrders allowable;
  private final ShmemMappings shmemMappings;
  private final FolioSplit folioSplit;
  private final Khugepaged khugepaged;

  /// Makes the calls of `kernel`.
  public SystemCalls(Kernel kernel) {
    this.kernel = kernel;
    Outcome outcome = new Outcome();
    allowable = new AllowableOrders(kernel);
    Rmap rmap = new Rmap(kernel);
    huge = new HugeMemory(kernel, allowable, rmap, outcome);
    faults = new FaultHandler(kernel, allowable, rmap, huge, new StackGrowth(huge), outcome);
    VmaEditor editor = new VmaEditor(huge);
    Zap zap = new Zap(kernel, rmap, huge);
    Populate populate = new Populate(faults, rmap);
    folioSplit = new FolioSplit(kernel, rmap, huge);
    FolioSharing sharing = new FolioSharing(kernel);
    shmemMappings = new ShmemMappings(kernel, rmap, huge);
    ShmemCollapse shmemCollapse = new ShmemCollapse(kernel, rmap, huge, shmemMappings);
    Collapse collapse = new Collapse(kernel, allowable, rmap, sharing, shmemCollapse);
    Mprotect mprotect = new Mprotect(kernel, editor, huge, rmap, populate);
    map = new MemoryMap(kernel, editor, zap, populate, mprotect);
    mlock = new Mlock(kernel.memory(), rmap, editor, populate);
    mremap = new Mremap(kernel, editor, huge, map);
    madvise =
        new Madvise(
            kernel.profile(),
            editor,
            huge,
            zap,
            populate,
            new LazyFree(kernel, rmap, huge, folioSplit, sharing, shmemMappings),
            new MadviseCollapse(kernel, allowable, collapse));
    fork = new Fork(kernel, rmap, huge);
    khugepaged = new Khugepaged(kernel, allowable, collapse);
  }

  /// Makes the calls of an independent copy of `other`'s kernel. `accounts` maps the processes'
  /// accounts to their copies.
  public SystemCalls(SystemCalls other, UnaryOperator<Account> accounts) {
    this(new Kernel(other.kernel, accounts));
    khugepaged.copyFrom(other.khugepaged, kernel.mms());
  }

  public Kernel kernel() {
    return kernel;
  }

  /// The page-fault entry.
  public FaultHandler faults() {
    return faults;
  }

  /// mmap(2) with [MmapFlags]; `anonymous` tells anonymous memory from a file's.
  public long mmap(Mm mm, long address, long length, int prot, int flags, boolean anonymous) {
    return map.mmap(mm, address, length, prot, flags, anonymous);
  }

  /// munmap(2).
  public long munmap(Mm mm, long address, long length) {
    return map.munmap(mm, address, length);
  }

  /// mprotect(2) with `PROT_` bits of [MmapFlags].
  public long mprotect(Mm mm, long address, long length, int prot) {
    return map.mprotect(mm, address, length, prot);
  }

  /// madvise(2).
  public long madvise(Mm mm, long address, long length, Advice advice) {
    return madvise.madvise(mm, address, length, advice);
  }

  /// mlock(2): the range is faulted in and stays.
  public long mlock(Mm mm, long address, long length) {
    return mlock.mlock(mm, address, length);
  }

  /// brk(2): returns the end of the heap afterwards.
  public long brk(Mm mm, long address) {
    return map.brk(mm, address);
  }

  /// mremap(2).
  public long mremap(
      Mm mm, long address, long oldLength, long newLength, int flags, long newAddress) {
    return mremap.mremap(mm, address, oldLength, newLength, flags, newAddress);
  }

  /// Returns the address space that fork(2) gives the child `owner`.
  public Mm fork(Mm parent, Account owner) {
    return fork.duplicate(parent, owner);
  }

  /// Returns the empty address space that execve(2) gives `owner`, with the heap at `startBrk`.
  public Mm exec(Mm old, Account owner, long startBrk) {
    Mm mm = new Mm(kernel, owner);
    mm.setThpDisable(old.thpDisable());
    mm.startBrk = startBrk;
    mm.brk = startBrk;
    return mm;
  }

  /// Tears an address space down after its last process left it.
  public void exit(Mm mm) {
    map.exit(mm);
  }

  /// Adds a VMA as the kernel's program loader does at exec: `flags` are bits of [VmFlags].
  ///
  /// @throws IllegalArgumentException if the range is not page aligned or overlaps another VMA
  public void addVma(Mm mm, long start, long end, long flags, boolean anonymous) {
    long mask = PhysicalMemory.PAGE_SIZE - 1;
    if (start < 0 || start >= end || end > PageTable.TASK_SIZE || ((start | end) & mask) != 0) {
      throw new IllegalArgumentException(
          "vma (%x-%x) must be a page-aligned range of user space".formatted(start, end));
    }
    if (mm.vmas.overlaps(start, end)) {
      throw new IllegalArgumentException("vma (%x-%x) overlaps another".formatted(start, end));
    }
    boolean special = (flags & VmFlags.SPECIAL) != 0;
    int file = anonymous && !special ? Vma.NO_FILE : kernel.nextFileId();
    mm.vmas.insert(
        new Vma(
            start, end, flags, start >> PhysicalMemory.PAGE_SHIFT, file, kernel.clock().nowNs()));
  }

  /// Where address space `mm` starts its heap.
  public void setBrk(Mm mm, long startBrk, long brk) {
    mm.startBrk = startBrk;
    mm.brk = brk;
  }

  /// Reads what backs an address space.
  public PageWalk walk(Mm mm) {
    return new PageWalk(kernel, mm, allowable, shmemMappings);
  }

  /// Gives a VMA the name of prctl(PR_SET_VMA, PR_SET_VMA_ANON_NAME) and returns 0 or a negated
  /// errno.
  public long setVmaName(Mm mm, long start, String name) {
    Vma vma = mm.vmas.lookup(start);
    if (vma == null || !vma.isAnonymous()) {
      return -Errno.EINVAL;
    }
    vma.name = name;
    return 0;
  }

  /// The kernel thread that collapses pages behind the program's back.
  public Khugepaged khugepaged() {
    return khugepaged;
  }

  /// Runs the shrinkers, as `echo 2 > /proc/sys/vm/drop_caches` does: splits what waits for it and
  /// frees the huge zero folio if unused.
  public void dropSlab() {
    folioSplit.shrink();
    kernel.hugeZero().shrink();
  }
}
