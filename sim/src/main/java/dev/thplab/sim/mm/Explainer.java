package dev.thplab.sim.mm;

import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.policy.Decision;
import dev.thplab.sim.policy.DecisionListener;
import dev.thplab.sim.policy.HugeLoss;
import dev.thplab.sim.policy.LostReason;
import dev.thplab.sim.policy.PolicyQuery;
import dev.thplab.sim.policy.TvaType;
import dev.thplab.sim.stats.FaultKind;

/// Puts together what became of each question about orders, for a listener. Without one every
/// method is a test of a field.
final class Explainer {
  private final Kernel kernel;
  private final Decision fault = new Decision();
  private final Decision aside = new Decision();
  private final Decision supposed = new Decision();
  private Decision current = aside;
  private boolean inFault;
  private DecisionListener listener;

  Explainer(Kernel kernel) {
    this.kernel = kernel;
  }

  /// Tells `newListener` of each decision from now on; null tells nobody.
  void listen(DecisionListener newListener) {
    listener = newListener;
    inFault = false;
    current = aside;
  }

  /// A page fault begins.
  void beginFault(Mm mm, Vma vma, long address, boolean write) {
    if (listener != null) {
      current = fault;
      inFault = true;
      begin(mm, vma, TvaType.PAGEFAULT, address, write);
    }
  }

  /// The page fault is over; `error` is null if it was served.
  void endFault(Outcome outcome, String error) {
    if (listener == null) {
      return;
    }
    inFault = false;
    current = aside;
    boolean served = error == null;
    boolean first = served && isFirstTouch(outcome.kind());
    if (first && (fault.offered & AllowableOrders.PMD_BIT) == 0) {
      fault.lose(LostReason.PAGE_TABLE, AllowableOrders.PMD_BIT);
    }
    if (fault.offered != 0 || first) {
      fault.result = served ? outcome.kind().label() : error;
      fault.allocated = served && outcome.kind() == FaultKind.ANON;
      fault.obtained = served ? outcome.order() : Decision.NOTHING;
      fault.costNs = served ? outcome.costNs() : 0;
      listener.decided(fault);
    }
  }

  private static boolean isFirstTouch(FaultKind kind) {
    return kind == FaultKind.ANON || kind == FaultKind.ZERO || kind == FaultKind.HUGE_ZERO;
  }

  /// The mm asks which of `orders` are allowable, of which sysfs enables `enabled`. Within a fault
  /// only its own questions are part of its decision.
  void ask(Mm mm, Vma vma, TvaType type, int orders, int enabled, long address) {
    if (listener == null) {
      return;
    }
    current = inFault && type == TvaType.PAGEFAULT ? fault : aside;
    if (current == aside) {
      begin(mm, vma, type, address, false);
    }
    current.offered |= orders;
    current.decidable |= orders & enabled;
    current.asked |= mm.policy != null;
  }

  /// khugepaged asks the policy whether an address space may be on its list.
  void askAboutMm(Mm mm) {
    if (listener != null) {
      current = aside;
      begin(mm, TvaType.KHUGEPAGED, PolicyQuery.NO_ADDRESS, false);
      aside.offered = AllowableOrders.PMD_BIT;
      aside.decidable = AllowableOrders.PMD_BIT;
      aside.asked = true;
    }
  }

  /// Where the policies' answers are noted; null while nobody listens.
  Decision noting() {
    return listener == null ? null : current;
  }

  /// The PMD entry `pmd`, which mapped the 2 MiB at `address`, is gone; `split` if PTEs took over.
  void hugeLost(Mm mm, long address, long pmd, boolean split) {
    if (listener != null) {
      listener.hugeLost(
          new HugeLoss(
              kernel.clock().nowNs(),
              mm.owner.pid(),
              address & -HugeMemory.PMD_SIZE,
              split,
              Pmd.isHugeZero(pmd),
              inFault));
    }
  }

  /// Takes note of the policy's answer and returns it.
  int chosen(int orders, int answer) {
    if (listener != null) {
      current.chosen |= orders & answer;
    }
    return keep(LostReason.POLICY, orders, orders & answer);
  }

  /// The question is answered.
  void answered() {
    if (listener != null) {
      if (current == aside) {
        listener.decided(aside);
      }
      current = inFault ? fault : aside;
    }
  }

  /// What follows is a question that nobody asked: no decision takes note of it.
  void beginSupposing() {
    current = supposed;
  }

  /// The supposed question is answered.
  void endSupposing() {
    current = inFault ? fault : aside;
  }

  /// The fault may get `orders` without anybody being asked.
  void offerUnasked(int orders) {
    if (listener != null) {
      current.offered |= orders;
      current.unasked |= orders;
    }
  }

  /// Notes the orders of `before` that are not in `after` as lost, and returns `after`.
  int keep(LostReason reason, int before, int after) {
    if (listener != null) {
      current.lose(reason, before & ~after);
    }
    return after;
  }

  /// Notes orders as lost.
  void lose(LostReason reason, int orders) {
    keep(reason, orders, 0);
  }

  /// Tells of a look at a 2 MiB range by khugepaged or, `forced`, MADV_COLLAPSE, and returns its
  /// result. `startNs` is when it began.
  ScanResult scanned(Mm mm, Vma vma, long start, boolean forced, long startNs, ScanResult result) {
    if (listener != null) {
      TvaType type = forced ? TvaType.FORCED_COLLAPSE : TvaType.KHUGEPAGED;
      begin(mm, vma, type, start, false);
      aside.nowNs = startNs;
      aside.costNs = kernel.clock().nowNs() - startNs;
      aside.offered = AllowableOrders.PMD_BIT;
      aside.unasked = AllowableOrders.PMD_BIT;
      aside.result = result.label();
      if (result == ScanResult.SUCCEED && (vma.isShmem() || isHuge(mm, start))) {
        aside.obtained = PhysicalMemory.PMD_ORDER;
      } else if (result == ScanResult.ALLOC_HUGE_PAGE_FAIL) {
        aside.lose(LostReason.NO_FREE_BLOCK, AllowableOrders.PMD_BIT);
      }
      listener.decided(aside);
    }
    return result;
  }

  /// A range whose collapse succeeded may have got smaller folios only.
  private static boolean isHuge(Mm mm, long start) {
    return Pmd.isTransHuge(mm.pageTable.pmd(mm.pageTable.pmdSlot(start)));
  }

  private void begin(Mm mm, Vma vma, TvaType type, long address, boolean write) {
    begin(mm, type, address, write);
    current.vmaStart = vma.start;
    current.vmaEnd = vma.end;
    current.vmaFlags = vma.flags;
    current.vmaName = vma.displayName(mm);
  }

  /// Begins a decision that has no VMA yet.
  private void begin(Mm mm, TvaType type, long address, boolean write) {
    current.begin(type, address, write);
    current.nowNs = kernel.clock().nowNs();
    current.pid = mm.owner.pid();
    current.comm = mm.owner.comm();
  }
}
