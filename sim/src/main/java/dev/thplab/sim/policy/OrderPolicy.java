package dev.thplab.sim.policy;

/// Decides which folio orders a VMA may use: the one interface that the fault path calls.
///
/// It stands where the series "BPF based THP adjustment" put its hook, at the top of
/// `thp_vma_allowable_orders()` of include/linux/huge_mm.h: `orders &= hook(vma, type, orders)`.
/// Sysfs, VMA flags, prctl, alignment and populated ranges filter after it, so a policy can only
/// narrow.
@FunctionalInterface
public interface OrderPolicy {
  /// The answer of a policy that leaves the question to others, in the end to the kernel: every bit
  /// is set, so that nothing is lost.
  int ABSTAIN = -1;

  /// Leaves every question to the kernel.
  OrderPolicy KERNEL_DEFAULT = _ -> ABSTAIN;

  /// Returns the allowed orders as a bit mask (bit `n` set: order `n`), of which those count that
  /// are in [PolicyQuery#offered], or [#ABSTAIN]. Returning `offered` allows all of it, which
  /// differs from abstaining where several policies are asked; `0` denies. Must not throw and must
  /// not keep `query`.
  int answer(PolicyQuery query);

  /// Asks, and returns the orders of `offered` that the answer leaves.
  default int allowedOrders(PolicyQuery query) {
    return answer(query) & query.offered;
  }

  /// Whether it also says which address spaces khugepaged has on its list, as RFC v4 to v6 of the
  /// series did: it is asked about a child at fork and about each address space that khugepaged
  /// comes to, and takes it off the list by allowing no order. See [PolicyQuery#aboutMm].
  default boolean isAskedAboutMms() {
    return false;
  }

  /// It was attached to a machine, and may be asked from now on.
  default void attached(long nowNs) {}

  /// It is asked no more: it was detached, or another took its place.
  default void detached(long nowNs) {}

  /// A process that it is asked about has a child; whether it is asked about the child too is a
  /// matter of its scope.
  default void forked(int parentPid, int childPid, long nowNs) {}

  /// A process that it is asked about is about to end.
  default void exited(int pid, long nowNs) {}

  /// Takes over what `predecessor`, in whose place it is put, remembers, as far as it can.
  default void succeed(OrderPolicy predecessor) {}

  /// Returns what stands for it on a copy of its machine: one that remembers the same and goes its
  /// own way. A policy that remembers nothing stands for itself.
  default OrderPolicy copy() {
    return this;
  }

  /// The fields of the question that the last call read, a set in the policy's own numbering; 0
  /// where nobody keeps count.
  default long fieldsReadMask() {
    return 0;
  }

  /// The policy behind this one if it only watches another, else itself.
  default OrderPolicy behind() {
    return this;
  }
}
