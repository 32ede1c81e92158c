package dev.thplab.sim.policy;

import dev.thplab.sim.mm.ThpDisable;
import dev.thplab.sim.task.Cgroup;

/// What the mm tells a policy about one question: a mutable view that the mm fills before each call
/// and reuses.
///
/// Fields are plain so that filling them costs a few stores and a policy pays only for what it
/// reads. They are valid during the call. Addresses, sizes and offsets are bytes; times are
/// simulated nanoseconds.
public final class PolicyQuery {
  /// Value of [#address] where the kernel has no faulting address (khugepaged, madvise, smaps).
  public static final long NO_ADDRESS = -1;

  /// Orders the kernel asks about, as a bit mask: `BIT(18)`, `BIT(9)` or `BIT(9) - 1` in a page
  /// fault.
  public int offered;

  /// Orders that sysfs enables for this question and this kind of VMA: what the answer is
  /// intersected with next, before VMA flags, prctl and shape.
  public int enabledOrders;

  public TvaType type = TvaType.PAGEFAULT;

  /// Whether the question is about the whole address space, so that there is no VMA; see
  /// [OrderPolicy#isAskedAboutMms].
  public boolean aboutMm;

  /// Faulting byte address, or [#NO_ADDRESS].
  public long address = NO_ADDRESS;

  public long vmaStart;
  public long vmaEnd;

  /// `vm_flags` of the VMA, bits as in [dev.thplab.sim.mm.VmFlags].
  public long vmaFlags;

  /// Whether the VMA is anonymous (`vma_is_anonymous`): private, without a file.
  public boolean vmaAnonymous;

  /// Name set by `prctl(PR_SET_VMA_ANON_NAME)`, or the kernel's `[heap]` and `[stack]`; null when
  /// it has none.
  public String vmaName;

  /// Simulated time at which the oldest part of the VMA was mapped.
  public long vmaMappedNs;

  /// 4 KiB pages mapped in the 2 MiB around [#address], 0 to 512; 0 where there is no address.
  public int regionPresent;

  /// Identity of the address space, unique in the machine.
  public int mmId;

  /// Resident anonymous memory of the address space (`MM_ANONPAGES`).
  public long mmRssBytes;

  /// Memory mapped by PMD entries in the address space (`AnonHugePages`).
  public long mmThpBytes;

  /// Whether the mm is registered with khugepaged (`MMF_VM_HUGEPAGE`).
  public boolean mmOnKhugepagedList;

  /// What prctl(PR_SET_THP_DISABLE) asked for.
  public ThpDisable mmThpDisable = ThpDisable.NO;

  /// The memory cgroup of the address space; null outside a machine.
  public Cgroup cgroup;

  public int pid;
  public int ppid;
  public String comm = "";

  /// Simulated time.
  public long nowNs;

  /// The machine that asks; null outside one.
  public MachineView machine;

  /// Where each policy that is asked has its answer noted; null while nobody listens.
  Decision decision;

  /// Has the answers to the question noted in `newDecision`; null has them noted nowhere.
  public void noteAnswersIn(Decision newDecision) {
    decision = newDecision;
  }

  /// The orders that the answer is about: the others of [#offered] are lost anyway.
  int decidable() {
    return offered & enabledOrders;
  }
}
