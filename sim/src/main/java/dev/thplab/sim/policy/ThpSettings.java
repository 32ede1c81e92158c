package dev.thplab.sim.policy;

/// The values below /sys/kernel/mm/transparent_hugepage/, with the defaults of a 6.18 kernel built
/// with `CONFIG_TRANSPARENT_HUGEPAGE_MADVISE`.
///
/// Mutable, as sysfs is; [dev.thplab.sim.proc.ThpSysfs] reads and writes it as text.
public final class ThpSettings {
  private static final int PMD_ORDER = 9;

  private ThpMode enabled = ThpMode.MADVISE;
  private Defrag defrag = Defrag.MADVISE;
  private ShmemMode shmemEnabled = ShmemMode.NEVER;
  private boolean useZeroPage = true;
  private boolean shrinkUnderused = true;
  private int ordersAlways;
  private int ordersMadvise;
  private int ordersInherit = 1 << PMD_ORDER;
  private final KhugepagedSettings khugepaged;
  private int nrChanges;

  public ThpSettings() {
    khugepaged = new KhugepagedSettings();
  }

  private ThpSettings(ThpSettings other) {
    enabled = other.enabled;
    defrag = other.defrag;
    shmemEnabled = other.shmemEnabled;
    useZeroPage = other.useZeroPage;
    shrinkUnderused = other.shrinkUnderused;
    ordersAlways = other.ordersAlways;
    ordersMadvise = other.ordersMadvise;
    ordersInherit = other.ordersInherit;
    khugepaged = other.khugepaged.copy();
  }

  /// How often a value was set: while it stays the same, every value does.
  public int nrChanges() {
    return nrChanges + khugepaged.nrChanges();
  }

  public ThpMode enabled() {
    return enabled;
  }

  /// Sets the global mode: always, madvise or never.
  public void setEnabled(ThpMode mode) {
    if (mode == ThpMode.INHERIT) {
      throw new IllegalArgumentException("enabled (inherit) must be always, madvise or never");
    }
    nrChanges++;
    enabled = mode;
  }

  /// Returns the mode of the size `4 KiB << order`.
  public ThpMode enabled(int order) {
    int bit = 1 << checkOrder(order);
    if ((ordersAlways & bit) != 0) {
      return ThpMode.ALWAYS;
    }
    if ((ordersInherit & bit) != 0) {
      return ThpMode.INHERIT;
    }
    return (ordersMadvise & bit) != 0 ? ThpMode.MADVISE : ThpMode.NEVER;
  }

  /// Sets the mode of the size `4 KiB << order`, order 2 to 9 (`anon_enabled_store`).
  public void setEnabled(int order, ThpMode mode) {
    int bit = 1 << checkOrder(order);
    nrChanges++;
    ordersAlways &= ~bit;
    ordersInherit &= ~bit;
    ordersMadvise &= ~bit;
    switch (mode) {
      case ALWAYS -> ordersAlways |= bit;
      case INHERIT -> ordersInherit |= bit;
      case MADVISE -> ordersMadvise |= bit;
      case NEVER -> {}
    }
  }

  private static int checkOrder(int order) {
    if (order < 2 || order > PMD_ORDER) {
      throw new IllegalArgumentException("order (%d) must be in [2, 9]".formatted(order));
    }
    return order;
  }

  /// Returns the anonymous orders that sysfs enables for a VMA, as the inline part of
  /// `thp_vma_allowable_orders()` builds them.
  public int anonOrders(boolean madvised) {
    int mask = ordersAlways;
    if (madvised) {
      mask |= ordersMadvise;
    }
    if (enabled == ThpMode.ALWAYS || (madvised && enabled == ThpMode.MADVISE)) {
      mask |= ordersInherit;
    }
    return mask;
  }

  /// Returns the orders that shared anonymous memory may use; every size but 2 MiB is `never`
  /// (`shmem_allowable_huge_orders`).
  public int shmemOrders(boolean madvised) {
    boolean allowed =
        switch (shmemEnabled) {
          case ALWAYS, WITHIN_SIZE, FORCE -> true;
          case ADVISE -> madvised;
          case NEVER, DENY -> false;
        };
    return allowed ? 1 << PMD_ORDER : 0;
  }

  /// Returns the orders that MADV_COLLAPSE may make of shared anonymous memory: all but `deny`
  /// allows it.
  public int shmemCollapseOrders() {
    return shmemEnabled == ShmemMode.DENY ? 0 : 1 << PMD_ORDER;
  }

  /// Whether any size is enabled for some anonymous memory (`anon_hpage_enabled`).
  public boolean anonEnabled() {
    return anonOrders(true) != 0;
  }

  /// Whether 2 MiB is enabled for some memory (`hugepage_pmd_enabled`).
  public boolean pmdEnabled() {
    int bit = 1 << PMD_ORDER;
    return ((ordersAlways | ordersMadvise) & bit) != 0
        || ((ordersInherit & bit) != 0 && enabled != ThpMode.NEVER)
        || shmemEnabled.enablesPmd();
  }

  public Defrag defrag() {
    return defrag;
  }

  public void setDefrag(Defrag defrag) {
    nrChanges++;
    this.defrag = defrag;
  }

  public ShmemMode shmemEnabled() {
    return shmemEnabled;
  }

  public void setShmemEnabled(ShmemMode mode) {
    nrChanges++;
    shmemEnabled = mode;
  }

  /// Whether a read fault may map the huge zero folio.
  public boolean useZeroPage() {
    return useZeroPage;
  }

  public void setUseZeroPage(boolean value) {
    nrChanges++;
    useZeroPage = value;
  }

  /// Whether new THPs are queued so that reclaim can split those that are mostly zero.
  public boolean shrinkUnderused() {
    return shrinkUnderused;
  }

  public void setShrinkUnderused(boolean value) {
    nrChanges++;
    shrinkUnderused = value;
  }

  public KhugepagedSettings khugepaged() {
    return khugepaged;
  }

  /// Returns an independent copy.
  public ThpSettings copy() {
    return new ThpSettings(this);
  }
}
