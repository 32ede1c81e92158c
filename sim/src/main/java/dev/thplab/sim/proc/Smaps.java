package dev.thplab.sim.proc;

import dev.thplab.sim.mm.Mm;
import dev.thplab.sim.mm.PageWalk;
import dev.thplab.sim.mm.SystemCalls;
import dev.thplab.sim.mm.Vma;
import dev.thplab.sim.mm.VmaTree;
import dev.thplab.sim.page.PhysicalMemory;

/// The texts of /proc/PID/maps, smaps and smaps_rollup (fs/proc/task_mmu.c).
final class Smaps {
  private final SystemCalls calls;
  private final Mm mm;

  Smaps(SystemCalls calls, Mm mm) {
    this.calls = calls;
    this.mm = mm;
  }

  String maps() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < mm.vmas().size(); i++) {
      text.append(MapsLine.of(mm, mm.vmas().get(i)));
    }
    return text.toString();
  }

  /// `show_smap()` of each VMA.
  String smaps() {
    StringBuilder text = new StringBuilder();
    PageWalk walk = calls.walk(mm);
    for (int i = 0; i < mm.vmas().size(); i++) {
      Vma vma = mm.vmas().get(i);
      PageUse use = new PageUse();
      use.add(walk, vma);
      text.append(MapsLine.of(mm, vma));
      PageUse.append(text, "Size", vma.end() - vma.start());
      PageUse.append(text, "KernelPageSize", PhysicalMemory.PAGE_SIZE);
      PageUse.append(text, "MMUPageSize", PhysicalMemory.PAGE_SIZE);
      text.append(use.text(false));
      text.append("%-16s%8d\n".formatted("THPeligible:", walk.thpEligible(vma) ? 1 : 0));
      text.append("VmFlags: %s \n".formatted(VmFlagNames.text(vma.flags())));
    }
    return text.toString();
  }

  /// `show_smaps_rollup()`.
  String rollup() {
    VmaTree vmas = mm.vmas();
    boolean empty = vmas.size() == 0;
    long start = empty ? 0 : vmas.get(0).start();
    long end = empty ? 0 : vmas.get(vmas.size() - 1).end();
    return MapsLine.rollup(start, end) + use().text(true);
  }

  /// What all pages of the address space add up to.
  PageUse use() {
    PageUse use = new PageUse();
    PageWalk walk = calls.walk(mm);
    for (int i = 0; i < mm.vmas().size(); i++) {
      use.add(walk, mm.vmas().get(i));
    }
    return use;
  }
}
