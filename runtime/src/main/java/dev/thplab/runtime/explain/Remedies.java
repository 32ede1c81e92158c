package dev.thplab.runtime.explain;

import dev.thplab.sim.Machine;
import dev.thplab.sim.mm.Advice;
import dev.thplab.sim.mm.PageWalk;
import dev.thplab.sim.mm.ThpDisable;
import dev.thplab.sim.mm.Vma;
import dev.thplab.sim.policy.ThpMode;
import dev.thplab.sim.task.Task;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Finds out what would give a range a huge page from now on, by doing it on copies of the machine.
///
/// Policies are left out of the copies, for asking one changes it: what is found holds if they
/// allow it.
final class Remedies {
  /// What can be changed, and then happens.
  private enum Change {
    PRCTL("prctl(PR_SET_THP_DISABLE, 0)"),
    ADVISE("madvise(MADV_HUGEPAGE)"),
    ENABLE("enabled=always"),
    ENABLE_SIZE("hugepages-2048kB/enabled=always"),
    ENABLE_SHMEM("shmem_enabled=always"),
    HOLES("khugepaged/max_ptes_none=511"),
    COLLAPSE("madvise(MADV_COLLAPSE)");

    private final String text;

    Change(String text) {
      this.text = text;
    }
  }

  /// Khugepaged may be in the middle of its list: two passes visit every range.
  private static final int FULL_SCANS = 2;

  private final Machine machine;
  private final int pid;
  private final long address;
  private final boolean awaitsWrite;

  private Remedies(Machine machine, int pid, long address, boolean awaitsWrite) {
    this.machine = machine;
    this.pid = pid;
    this.address = address;
    this.awaitsWrite = awaitsWrite;
  }

  /// The least sets of changes after which the page at `address` is part of a huge page, each in
  /// words; `awaitsWrite` says that the next write to the range decides, and not khugepaged.
  static List<String> of(Machine machine, int pid, long address, boolean awaitsWrite) {
    return new Remedies(machine, pid, address, awaitsWrite).find();
  }

  private List<String> find() {
    List<Set<Change>> worked = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (Set<Change> changes : candidates()) {
      if (worked.stream().noneMatch(changes::containsAll) && works(changes)) {
        worked.add(changes);
        texts.add(text(changes));
      }
    }
    return texts;
  }

  /// Sets of changes, the smaller ones first.
  private List<Set<Change>> candidates() {
    Task task = task(machine);
    Vma vma = task.mm().vmas().lookup(address);
    Set<Change> always = EnumSet.noneOf(Change.class);
    if (task.mm().thpDisable() != ThpDisable.NO) {
      always.add(Change.PRCTL);
    }
    List<Set<Change>> ways = new ArrayList<>();
    ways.add(EnumSet.noneOf(Change.class));
    ways.add(EnumSet.of(Change.COLLAPSE));
    ways.add(EnumSet.of(enable(vma)));
    ways.add(EnumSet.of(Change.ADVISE));
    ways.add(EnumSet.of(Change.ADVISE, Change.COLLAPSE));
    ways.add(EnumSet.of(Change.HOLES));
    ways.add(EnumSet.of(enable(vma), Change.HOLES));
    ways.add(EnumSet.of(Change.ADVISE, Change.HOLES));
    ways.forEach(way -> way.addAll(always));
    return ways;
  }

  private Change enable(Vma vma) {
    if (vma.isShmem()) {
      return Change.ENABLE_SHMEM;
    }
    boolean inherits = machine.kernel().thp().enabled(Orders.PMD) == ThpMode.INHERIT;
    return inherits ? Change.ENABLE : Change.ENABLE_SIZE;
  }

  private boolean works(Set<Change> changes) {
    Machine copy = machine.copy();
    copy.kernel().mms().forEach(mm -> mm.setPolicy(null));
    Task task = task(copy);
    copy.run(task);
    for (Change change : changes) {
      make(change, copy, task);
    }
    if (!changes.contains(Change.COLLAPSE)) {
      if (awaitsWrite) {
        copy.touch(task, address, true);
      } else {
        copy.calls().khugepaged().runFullScans(FULL_SCANS);
        copy.touch(task, address, false);
      }
    }
    PageWalk walk = copy.calls().walk(task.mm()).at(address);
    return walk.isPmdMapped() && walk.kind() != PageWalk.Kind.HUGE_ZERO;
  }

  private void make(Change change, Machine copy, Task task) {
    switch (change) {
      case PRCTL -> task.mm().setThpDisable(ThpDisable.NO);
      case ADVISE -> advise(copy, task, Advice.HUGEPAGE);
      case ENABLE -> copy.thpSysfs().write("enabled", "always");
      case ENABLE_SIZE -> copy.thpSysfs().write("hugepages-2048kB/enabled", "always");
      case ENABLE_SHMEM -> copy.thpSysfs().write("shmem_enabled", "always");
      case HOLES -> copy.thpSysfs().write("khugepaged/max_ptes_none", "511");
      case COLLAPSE -> advise(copy, task, Advice.COLLAPSE);
    }
  }

  /// Gives advice about the 2 MiB, as far as they lie in the VMA.
  private void advise(Machine copy, Task task, Advice advice) {
    Vma vma = task.mm().vmas().lookup(address);
    long start = Math.max(vma.start(), address & -RangeText.PMD_SIZE);
    long end = Math.min(vma.end(), (address & -RangeText.PMD_SIZE) + RangeText.PMD_SIZE);
    copy.calls().madvise(task.mm(), start, end - start, advice);
  }

  private Task task(Machine owner) {
    return Why.task(owner, pid);
  }

  private String text(Set<Change> changes) {
    String made = String.join(" and ", changes.stream().map(change -> change.text).toList());
    if (changes.contains(Change.COLLAPSE)) {
      return made + " of the 2 MiB";
    }
    String then = awaitsWrite ? "the next write" : "khugepaged's next scan";
    return changes.isEmpty() ? then : made + ", then " + then;
  }
}
