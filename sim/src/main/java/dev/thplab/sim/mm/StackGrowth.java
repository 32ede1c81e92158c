package dev.thplab.sim.mm;

import dev.thplab.sim.page.PhysicalMemory;

/// Grows stacks downwards at a fault below them: `expand_downwards()` of mm/vma.c.
final class StackGrowth {
  /// `stack_guard_gap`: pages that must stay free below a growing stack.
  private static final long GUARD_GAP = 256L << PhysicalMemory.PAGE_SHIFT;

  /// `RLIMIT_STACK` as distributions set it: how large a growing stack may get.
  private static final long LIMIT_BYTES = 8L << 20;

  private final HugeMemory huge;

  StackGrowth(HugeMemory huge) {
    this.huge = huge;
  }

  /// Grows the stack above `address` down to it and returns the stack, or null if there is none or
  /// it cannot grow.
  Vma expandTo(Mm mm, long address) {
    int i = mm.vmas.indexFrom(address);
    if (i == mm.vmas.size() || !mm.vmas.get(i).has(VmFlags.GROWSDOWN)) {
      return null;
    }
    Vma stack = mm.vmas.get(i);
    long newStart = address & -PhysicalMemory.PAGE_SIZE;
    if (i > 0) {
      Vma below = mm.vmas.get(i - 1);
      boolean needsGap = !below.has(VmFlags.GROWSDOWN) && below.has(VmFlags.ACCESS);
      if (needsGap && newStart - below.end < GUARD_GAP) {
        return null;
      }
    }
    mm.prepareAnonVma(stack);
    if (stack.end - newStart > LIMIT_BYTES) {
      return null;
    }
    stack.pgoff -= (stack.start - newStart) >> PhysicalMemory.PAGE_SHIFT;
    stack.start = newStart;
    huge.enterKhugepaged(mm, stack, stack.flags);
    return stack;
  }
}
