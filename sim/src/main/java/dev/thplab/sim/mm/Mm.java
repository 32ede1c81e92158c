package dev.thplab.sim.mm;

import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.policy.OrderPolicy;
import dev.thplab.sim.stats.Account;
import dev.thplab.sim.task.Cgroup;

/// One address space: its VMAs, page tables and accounting (`struct mm_struct`).
public final class Mm {
  final Kernel kernel;
  private final int id;
  final VmaTree vmas;
  final PageTable pageTable;

  /// The process it belongs to (`mm->owner`).
  Account owner;

  long startBrk;
  long brk;
  private ThpDisable thpDisable = ThpDisable.NO;

  /// Registered with khugepaged (`MMF_VM_HUGEPAGE`).
  boolean onKhugepagedList;

  /// Holds a reference to the huge zero folio (`MMF_HUGE_ZERO_FOLIO`).
  boolean usesHugeZero;

  /// Some pages were once mapped without any access (`PROT_NONE`): entries alone do not tell
  /// whether they may be read.
  boolean hasProtNone;

  /// What decides which folio orders it may use, worked out from [#cgroup], its links and its owner
  /// whenever one of them changes; null for the kernel alone (`mm->bpf_mm`).
  OrderPolicy policy;

  private int policyLink;
  private int shadowLink;
  private Cgroup cgroup;
  private long anonPages;
  private long pmdMappedPages;
  private long shmemPages;

  /// How many processes share the address space (`mm_users`): more than one after vfork.
  private int users = 1;

  /// Makes an empty address space for `owner`.
  public Mm(Kernel kernel, Account owner) {
    this.kernel = kernel;
    this.owner = owner;
    vmas = new VmaTree();
    pageTable = new PageTable();
    id = kernel.nextMmId();
    kernel.addMm(this);
  }

  /// Makes an independent copy for a copy of the kernel.
  Mm(Mm other, Kernel kernel, Account owner, CopiedShmems shmems) {
    this.kernel = kernel;
    this.owner = owner;
    id = other.id;
    vmas = other.vmas.copy(shmems);
    pageTable = other.pageTable.copy();
    startBrk = other.startBrk;
    brk = other.brk;
    thpDisable = other.thpDisable;
    onKhugepagedList = other.onKhugepagedList;
    usesHugeZero = other.usesHugeZero;
    hasProtNone = other.hasProtNone;
    inheritPolicies(other);
    cgroup = other.cgroup;
    anonPages = other.anonPages;
    pmdMappedPages = other.pmdMappedPages;
    shmemPages = other.shmemPages;
    users = other.users;
  }

  /// Identity in the machine, also the TLB's address-space tag; from 1.
  public int id() {
    return id;
  }

  public Account owner() {
    return owner;
  }

  public VmaTree vmas() {
    return vmas;
  }

  /// What prctl(PR_SET_THP_DISABLE) asked for.
  public ThpDisable thpDisable() {
    return thpDisable;
  }

  public void setThpDisable(ThpDisable value) {
    thpDisable = value;
  }

  /// The memory cgroup of the process it belongs to (`get_mem_cgroup_from_mm`); null until a
  /// machine put it into one.
  public Cgroup cgroup() {
    return cgroup;
  }

  /// Moves the address space, with what is resident, to another cgroup.
  public void setCgroup(Cgroup other) {
    if (cgroup != null) {
      kernel.cgroups().charge(cgroup, -anonPages);
    }
    cgroup = other;
    kernel.cgroups().charge(cgroup, anonPages);
  }

  /// Number of the link that a policy of process scope has here, an acting one or a shadow; 0 for
  /// none.
  public int policyLink(boolean shadow) {
    return shadow ? shadowLink : policyLink;
  }

  public void setPolicyLink(boolean shadow, int link) {
    if (shadow) {
      shadowLink = link;
    } else {
      policyLink = link;
    }
  }

  /// Takes over the policies of process scope of `other`, as fork does.
  public void inheritPolicies(Mm other) {
    policyLink = other.policyLink;
    shadowLink = other.shadowLink;
  }

  /// Takes the policies of process scope of `old` away from it, as exec does (`bpf_thp_retain_mm`
  /// of v10 to v12).
  public void retainPolicies(Mm old) {
    inheritPolicies(old);
    old.policyLink = 0;
    old.shadowLink = 0;
  }

  /// What decides, or null for the kernel alone.
  public OrderPolicy policy() {
    return policy;
  }

  /// Says what decides from now on; null for the kernel alone.
  public void setPolicy(OrderPolicy policy) {
    this.policy = policy;
  }

  /// Resident anonymous pages (`MM_ANONPAGES`), whole THPs included.
  public long anonPages() {
    return anonPages;
  }

  /// Anonymous pages mapped by PMD entries.
  public long pmdMappedPages() {
    return pmdMappedPages;
  }

  /// Resident pages of anonymous shared memory (`MM_SHMEMPAGES`).
  public long shmemPages() {
    return shmemPages;
  }

  public boolean onKhugepagedList() {
    return onKhugepagedList;
  }

  /// Page-table pages of the lowest level, deposited ones included (`mm_nr_ptes`).
  public int nrPageTables() {
    return pageTable.nrTables();
  }

  /// Start of the heap.
  public long startBrk() {
    return startBrk;
  }

  /// End of the heap.
  public long brk() {
    return brk;
  }

  /// Adds `delta` processes that share the address space and returns how many do.
  public int addUsers(int delta) {
    users += delta;
    return users;
  }

  void addAnonPages(long delta) {
    anonPages += delta;
    kernel.cgroups().charge(cgroup, delta);
    kernel.addRss(delta);
    owner.faults().noteRss(anonPages);
  }

  void addPmdMapped(int delta) {
    pmdMappedPages += (long) delta << PhysicalMemory.PMD_ORDER;
  }

  /// Whether some range is mapped by a PMD entry to memory of its own.
  boolean hasHugeMappings() {
    return pmdMappedPages != 0;
  }

  void addShmemPages(long delta) {
    shmemPages += delta;
  }

  /// Gives the VMA an anon_vma, a neighbour's if the two may merge one day (`__anon_vma_prepare`).
  void prepareAnonVma(Vma vma) {
    if (vma.anonVma != null) {
      return;
    }
    int i = vmas.indexFrom(vma.start);
    Vma next = i + 1 < vmas.size() ? vmas.get(i + 1) : null;
    Vma prev = i > 0 ? vmas.get(i - 1) : null;
    if (next != null && canReuse(vma, next)) {
      vma.anonVma = next.anonVma;
    } else if (prev != null && canReuse(prev, vma)) {
      vma.anonVma = prev.anonVma;
    } else {
      vma.anonVma = kernel.newAnonVma(null);
    }
  }

  /// `anon_vma_compatible()` and `reusable_anon_vma()`: one of the two VMAs has an anon_vma the
  /// other may share.
  private static boolean canReuse(Vma left, Vma right) {
    Vma owner = left.anonVma != null ? left : right;
    return owner.anonVma != null
        && !owner.forkChild
        && left.end == right.start
        && left.file == right.file
        && left.shmem == right.shmem
        && ((left.flags ^ right.flags) & ~(VmFlags.ACCESS | VmFlags.STICKY)) == 0
        && right.pgoff == left.pgoff + left.nrPages();
  }
}
