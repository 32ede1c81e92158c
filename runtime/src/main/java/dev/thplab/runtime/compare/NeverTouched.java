package dev.thplab.runtime.compare;

import dev.thplab.sim.Machine;
import dev.thplab.sim.mm.PageWalk;
import dev.thplab.sim.mm.Vma;
import dev.thplab.sim.mm.VmaTree;
import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.task.Task;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/// Anonymous pages that are mapped now and that no process has used: what huge pages cost so far
/// and may yet pay back.
///
/// A frame that several processes map counts once, for the process that started first, so that
/// processes sum up to the machine. Pages that were freed untouched are in
/// [dev.thplab.sim.stats.FaultStats#neverTouchedPages] instead.
final class NeverTouched {
  private static final long PMD_SIZE_BYTES =
      (long) PhysicalMemory.PAGE_SIZE << PhysicalMemory.PMD_ORDER;

  private final Map<Integer, Long> pagesByPid = new HashMap<>();
  private long pages;

  /// Looks at every live process of `machine`.
  NeverTouched(Machine machine) {
    List<Task> live = new ArrayList<>();
    for (Task task : machine.tasks()) {
      if (!task.hasExited() && task.mm().owner() == task.account()) {
        live.add(task);
      }
    }
    BitSet used = new BitSet();
    for (Task task : live) {
      forEachAnonPage(machine, task, true, used::set);
    }
    for (Task task : live) {
      long before = pages;
      forEachAnonPage(
          machine,
          task,
          false,
          pfn -> {
            if (!used.get(pfn)) {
              used.set(pfn);
              pages++;
            }
          });
      pagesByPid.put(task.pid(), pages - before);
    }
  }

  /// Pages of the whole machine.
  long pages() {
    return pages;
  }

  /// Pages of one process.
  long pages(int pid) {
    return pagesByPid.getOrDefault(pid, 0L);
  }

  private static void forEachAnonPage(
      Machine machine, Task task, boolean touched, IntConsumer visitor) {
    PageWalk walk = machine.calls().walk(task.mm());
    VmaTree vmas = task.mm().vmas();
    for (int i = 0; i < vmas.size(); i++) {
      Vma vma = vmas.get(i);
      long address = vma.start();
      while (address < vma.end()) {
        walk.at(address);
        if (walk.isPmdNone()) {
          address = (address & -PMD_SIZE_BYTES) + PMD_SIZE_BYTES;
          continue;
        }
        if (walk.kind() == PageWalk.Kind.ANON && walk.isTouched() == touched) {
          visitor.accept(walk.pfn());
        }
        address += PhysicalMemory.PAGE_SIZE;
      }
    }
  }
}
