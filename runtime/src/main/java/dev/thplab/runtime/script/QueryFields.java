package dev.thplab.runtime.script;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The fields of a question by number: what a policy read is a set of them, and so is what a
/// contract shows.
///
/// A set of fields is a `long` mask: the low half is slot 12 of [QueryView], the high half slot 13.
/// `query.js` writes the same numbers down.
final class QueryFields {
  private static final List<String> LOW =
      List.of(
          "type",
          "inPageFault",
          "offered",
          "address",
          "offset",
          "nowNs",
          "psi",
          "vma.start",
          "vma.end",
          "vma.size",
          "vma.name",
          "vma.anonymous",
          "vma.shared",
          "vma.hugepage",
          "vma.nohugepage",
          "vma.readable",
          "vma.writable",
          "vma.executable",
          "vma.stack",
          "vma.rss",
          "vma.thpBytes",
          "vma.ageNs",
          "mm.id",
          "mm.rss",
          "mm.thpBytes",
          "mm.onKhugepagedList",
          "mm.thpDisable",
          "task.pid",
          "task.ppid",
          "task.comm");

  private static final List<String> HIGH =
      List.of(
          "cgroup.id",
          "cgroup.path",
          "cgroup.parent",
          "cgroup.usage",
          "cgroup.high",
          "cgroup.max",
          "cgroup.anon",
          "cgroup.psi",
          "memory.totalBytes",
          "memory.freeBytes",
          "memory.freeByOrder",
          "memory.fragmentation",
          "memory.unusable",
          "memory.watermarks",
          "region.populated",
          "region.accessed",
          "region.walks",
          "sysfs.enabled",
          "sysfs.defrag",
          "sysfs.sizeEnabled",
          "sysfs.khugepaged",
          "stats.vm",
          "stats.mthp");

  private static final String VM_FLAGS =
      "vma.shared vma.hugepage vma.nohugepage vma.readable vma.writable vma.executable vma.stack";
  private static final String VMA = "vma.start vma.end vma.size vma.name vma.anonymous " + VM_FLAGS;
  private static final String TASK = "task.pid task.ppid task.comm";

  private QueryFields() {}

  /// Names of the fields in a set, in the order of `thp.d.ts`.
  static List<String> names(long fields) {
    List<String> names = new ArrayList<>(Long.bitCount(fields));
    for (int i = 0; i < Long.SIZE; i++) {
      if ((fields >>> i & 1) != 0) {
        names.add(i < Integer.SIZE ? LOW.get(i) : HIGH.get(i - Integer.SIZE));
      }
    }
    return names;
  }

  /// The fields that a policy written against `contract` can know: section by section what the
  /// posted version passed, reached from its arguments, or had a kfunc for.
  static long seenBy(Contract contract) {
    return switch (contract.id()) {
      case "seed" -> of("inPageFault " + VMA + " " + TASK);
      case "rfc-v3" -> of("inPageFault " + VM_FLAGS + " " + TASK + " cgroup.id");
      case "rfc-v4" -> of("inPageFault offered " + TASK + " cgroup.id");
      case "v6", "v7", "v9", "v12" ->
          of("type inPageFault offered " + VMA + " " + TASK + " cgroup.id");
      case "mthp_ext" -> of("offered cgroup.id cgroup.path cgroup.anon cgroup.psi");
      default -> all();
    };
  }

  private static long all() {
    return mask(LOW.size()) | mask(HIGH.size()) << Integer.SIZE;
  }

  private static long mask(int bits) {
    return (1L << bits) - 1;
  }

  private static long of(String fields) {
    Set<String> wanted = new HashSet<>(List.of(fields.split(" ", -1)));
    long mask = 0;
    for (int i = 0; i < Long.SIZE; i++) {
      List<String> half = i < Integer.SIZE ? LOW : HIGH;
      int index = i % Integer.SIZE;
      if (index < half.size() && wanted.remove(half.get(index))) {
        mask |= 1L << i;
      }
    }
    if (!wanted.isEmpty()) {
      throw new IllegalArgumentException("no fields " + wanted);
    }
    return mask;
  }
}
