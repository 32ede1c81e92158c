package dev.thplab.sim;

import dev.thplab.sim.mm.Mm;
import dev.thplab.sim.mm.PageWalk;
import dev.thplab.sim.mm.Vma;
import dev.thplab.sim.page.BuddyAllocator;
import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.policy.Attachment;
import dev.thplab.sim.policy.Attachments;
import dev.thplab.sim.proc.ThpSysfs;
import dev.thplab.sim.task.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What can be seen of a machine from outside, as values under names, so that two states can be
/// compared: settings, counters, free memory, per process its cgroup and its VMAs with the runs of
/// pages behind them, and per attached policy what it answered.
public final class MachineState {
  private static final String ABSENT = "-";

  private final Map<String, String> values = new LinkedHashMap<>();

  private MachineState(Machine machine) {
    put("clock_ns", machine.clock().nowNs());
    for (String path : ThpSysfs.paths()) {
      values.put(path, machine.thpSysfs().value(path));
    }
    machine.kernel().counters().forEach(true, this::put);
    BuddyAllocator buddy = machine.kernel().memory().buddy();
    for (int order = 0; order <= BuddyAllocator.MAX_ORDER; order++) {
      put("buddyinfo/" + order, buddy.freeBlocks(order));
    }
    for (Task task : machine.tasks()) {
      String pid = Integer.toString(task.pid());
      values.put(pid + "/comm", task.hasExited() ? "(exited)" : task.comm());
      task.account().counters().forEach(false, (name, value) -> put(pid + "/" + name, value));
      values.put(pid + "/cgroup", task.cgroup().path());
      if (!task.hasExited()) {
        addressSpace(machine, pid, task.mm());
      }
    }
    policies(machine.attachments());
  }

  private void policies(Attachments attachments) {
    values.put("composition", attachments.composition().toString());
    for (Attachment attachment : attachments.all()) {
      String prefix = "policy/" + attachment.link() + "/";
      values.put(
          prefix + "name",
          "%s %s %s".formatted(attachment.name(), attachment.scope(), attachment.mode()));
      attachment
          .counts()
          .forEach((pid, counts) -> {
            put(prefix + pid + "/abstained", counts.abstained());
            put(prefix + pid + "/denied", counts.denied());
            put(prefix + pid + "/chosen", counts.chosen());
            put(prefix + pid + "/differences", counts.differences());
          });
    }
  }

  /// Takes down the state of a machine.
  public static MachineState of(Machine machine) {
    return new MachineState(machine);
  }

  /// The values by name, in a fixed order.
  public Map<String, String> values() {
    return Collections.unmodifiableMap(values);
  }

  /// Returns one line for each value that differs, `name: this -> other`; a value that one side
  /// lacks shows as `-`.
  public List<String> diff(MachineState other) {
    List<String> lines = new ArrayList<>();
    values.forEach((name, value) -> {
      String otherValue = other.values.getOrDefault(name, ABSENT);
      if (!value.equals(otherValue)) {
        lines.add("%s: %s -> %s".formatted(name, value, otherValue));
      }
    });
    other.values.forEach((name, value) -> {
      if (!values.containsKey(name)) {
        lines.add("%s: %s -> %s".formatted(name, ABSENT, value));
      }
    });
    return lines;
  }

  private void put(String name, long value) {
    values.put(name, Long.toString(value));
  }

  private void addressSpace(Machine machine, String pid, Mm mm) {
    put(pid + "/rss_pages", mm.anonPages());
    put(pid + "/page_tables", mm.nrPageTables());
    PageWalk walk = machine.calls().walk(mm);
    for (int i = 0; i < mm.vmas().size(); i++) {
      Vma vma = mm.vmas().get(i);
      String name = "%s/%x-%x".formatted(pid, vma.start(), vma.end());
      values.put(name, "flags %x%s".formatted(vma.flags(), runs(walk, vma)));
    }
  }

  /// The pages of a VMA: ` offset+count kind order`, equal neighbours in one run.
  private static String runs(PageWalk walk, Vma vma) {
    StringBuilder text = new StringBuilder();
    String last = "";
    long first = 0;
    long nrPages = vma.nrPages();
    for (long page = 0; page <= nrPages; page++) {
      String kind =
          page < nrPages ? kind(walk, vma.start() + (page << PhysicalMemory.PAGE_SHIFT)) : "";
      if (!kind.equals(last)) {
        if (!last.isEmpty()) {
          text.append(", %d+%d %s".formatted(first, page - first, last));
        }
        last = kind;
        first = page;
      }
    }
    return text.toString();
  }

  private static String kind(PageWalk walk, long address) {
    walk.at(address);
    if (walk.kind() == PageWalk.Kind.NONE) {
      return "";
    }
    return "%s order %d%s%s"
        .formatted(
            walk.kind().label(),
            walk.order(),
            walk.isPmdMapped() ? " pmd" : "",
            walk.isExclusive() ? "" : " shared");
  }
}
