package dev.thplab.sim.mm;

import dev.thplab.sim.KernelProfile;
import dev.thplab.sim.SimClock;
import dev.thplab.sim.hw.CostModel;
import dev.thplab.sim.hw.PageWalkCache;
import dev.thplab.sim.hw.Tlb;
import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.policy.DecisionListener;
import dev.thplab.sim.policy.MachineView;
import dev.thplab.sim.policy.ThpSettings;
import dev.thplab.sim.stats.Account;
import dev.thplab.sim.stats.Counters;
import dev.thplab.sim.stats.FaultStats;
import dev.thplab.sim.stats.MthpStat;
import dev.thplab.sim.stats.VmEvent;
import dev.thplab.sim.task.Cgroups;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/// What every address space of a machine shares: memory, settings, counters, clock, and TLB.
public final class Kernel {
  private final KernelProfile profile;
  private final PhysicalMemory memory;
  private final ThpSettings thp;
  private final CostModel cost;
  private final SimClock clock;
  private final Tlb tlb;
  private final PageWalkCache walkCache;
  private final Counters counters;
  private final FaultStats faults;
  private final HugeZeroFolio hugeZero;
  private final List<Mm> mms = new ArrayList<>();
  private final Explainer explainer = new Explainer(this);
  private final Cgroups cgroups;
  private final MachineView view;
  private Account current = new Account(0, 0, "swapper");
  private long rssPages;
  private int lastMmId;
  private int lastAnonVmaId;
  private int lastFileId;

  /// Makes the kernel of a machine that has just booted.
  public Kernel(
      KernelProfile profile,
      PhysicalMemory memory,
      ThpSettings thp,
      CostModel cost,
      SimClock clock,
      Tlb tlb,
      PageWalkCache walkCache) {
    this.profile = profile;
    this.memory = memory;
    this.thp = thp;
    this.cost = cost;
    this.clock = clock;
    this.tlb = tlb;
    this.walkCache = walkCache;
    counters = new Counters();
    cgroups = new Cgroups();
    view = new MachineView(memory, counters, thp, cgroups);
    faults = new FaultStats();
    hugeZero = new HugeZeroFolio(memory);
  }

  /// Makes an independent copy of a kernel and its address spaces. `accounts` maps the processes'
  /// accounts to their copies.
  Kernel(Kernel other, UnaryOperator<Account> accounts) {
    profile = other.profile;
    memory = other.memory.copy();
    thp = other.thp.copy();
    cost = other.cost;
    clock = other.clock.copy();
    tlb = other.tlb.copy();
    walkCache = other.walkCache.copy();
    counters = other.counters.copy();
    cgroups = new Cgroups(other.cgroups);
    view = new MachineView(memory, counters, thp, cgroups);
    faults = other.faults.copy();
    hugeZero = new HugeZeroFolio(other.hugeZero, memory);
    current = accounts.apply(other.current);
    rssPages = other.rssPages;
    lastMmId = other.lastMmId;
    lastAnonVmaId = other.lastAnonVmaId;
    lastFileId = other.lastFileId;
    CopiedShmems shmems = new CopiedShmems();
    for (Mm mm : other.mms) {
      mms.add(new Mm(mm, this, accounts.apply(mm.owner), shmems));
    }
  }

  /// The Linux this kernel behaves like.
  public KernelProfile profile() {
    return profile;
  }

  public PhysicalMemory memory() {
    return memory;
  }

  /// The values below /sys/kernel/mm/transparent_hugepage/.
  public ThpSettings thp() {
    return thp;
  }

  /// Whether khugepaged has anything to do (`hugepage_pmd_enabled`; where it makes smaller folios,
  /// `hugepage_enabled`).
  public boolean khugepagedEnabled() {
    return thp.pmdEnabled() || (profile.collapsesToMthp() && thp.anonEnabled());
  }

  public CostModel cost() {
    return cost;
  }

  public SimClock clock() {
    return clock;
  }

  public Tlb tlb() {
    return tlb;
  }

  public PageWalkCache walkCache() {
    return walkCache;
  }

  /// Events of the whole machine.
  public Counters counters() {
    return counters;
  }

  /// What a policy may read of the machine.
  public MachineView view() {
    return view;
  }

  /// Faults of the whole machine.
  public FaultStats faults() {
    return faults;
  }

  /// Page frames that the huge zero folio takes: 512, or 0 while there is none.
  public int hugeZeroPages() {
    return hugeZero.isAbsent() ? 0 : 1 << PhysicalMemory.PMD_ORDER;
  }

  HugeZeroFolio hugeZero() {
    return hugeZero;
  }

  Explainer explainer() {
    return explainer;
  }

  /// Tells `listener` of every decision about orders from now on; null tells nobody. A copy of the
  /// machine has no listener.
  public void explainTo(DecisionListener listener) {
    explainer.listen(listener);
  }

  /// The process that runs now; what happens is charged to it.
  public Account current() {
    return current;
  }

  /// Lets another process run.
  public void setCurrent(Account account) {
    current = account;
  }

  /// The tree of memory cgroups.
  public Cgroups cgroups() {
    return cgroups;
  }

  /// Resident anonymous pages of all processes.
  public long rssPages() {
    return rssPages;
  }

  void addRss(long pages) {
    rssPages += pages;
    faults.noteRss(rssPages);
  }

  void count(VmEvent event) {
    counters.count(event);
    current.counters().count(event);
  }

  void count(VmEvent event, long n) {
    counters.count(event, n);
    current.counters().count(event, n);
  }

  void count(int order, MthpStat stat, long n) {
    counters.count(order, stat, n);
    current.counters().count(order, stat, n);
  }

  /// Counts an event of a collapse to a folio of `order`: of 2 MiB as a vmstat event, and where the
  /// kernel has the files by size (`count_collapse_event`).
  void countCollapse(int order, VmEvent event, MthpStat stat) {
    if (order == PhysicalMemory.PMD_ORDER) {
      count(event);
    }
    if (profile.collapsesToMthp()) {
      count(order, stat, 1);
    }
  }

  /// The address spaces that exist, oldest first.
  public List<Mm> mms() {
    return Collections.unmodifiableList(mms);
  }

  void addMm(Mm mm) {
    mms.add(mm);
  }

  void removeMm(Mm mm) {
    mms.remove(mm);
  }

  int nextMmId() {
    return ++lastMmId;
  }

  /// Makes a new anon_vma in the tree of `root`, or the root of a new tree when `root` is null.
  AnonVma newAnonVma(AnonVma root) {
    int id = ++lastAnonVmaId;
    return new AnonVma(id, root == null ? id : root.root());
  }

  int nextFileId() {
    return ++lastFileId;
  }
}
