package dev.thplab.runtime.session;

import dev.thplab.runtime.compare.CaseSpec;
import dev.thplab.sim.Machine;
import dev.thplab.sim.mm.Advice;
import dev.thplab.sim.mm.MmapFlags;
import dev.thplab.sim.mm.ThpDisable;
import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.policy.Decision;
import dev.thplab.sim.policy.OrderPolicy;
import dev.thplab.sim.policy.TvaType;
import dev.thplab.sim.proc.ThpSysfs;
import dev.thplab.sim.task.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A machine that is booted for one question: a process with one VMA, as a script describes them,
/// under the settings of another machine. It takes the fault, or makes khugepaged look, so that the
/// decision is the machine's and not worked out beside it.
///
/// What a machine cannot be brought to (the counters of the address space, the parent's pid) is put
/// into the question alone, see [GivenQuestion].
final class QuestionMachine {
  static final List<String> KEYS =
      List.of(
          "type", "write", "offset", "nowNs", "vma", "mm", "task", "cgroup", "memory", "region",
          "sysfs", "options");

  private static final List<String> VMA_KEYS =
      List.of(
          "start",
          "size",
          "name",
          "shared",
          "readable",
          "writable",
          "executable",
          "stack",
          "hugepage",
          "nohugepage",
          "ageNs");

  private static final long PAGE_SIZE = PhysicalMemory.PAGE_SIZE;
  private static final long PMD_SIZE = PAGE_SIZE << PhysicalMemory.PMD_ORDER;
  private static final long START = 0x7f00_0000_0000L;

  private final Arguments question;
  private final Arguments vma;
  private final Arguments mm;
  private final Arguments process;
  private final TvaType type;
  private final Machine machine;
  private final Task task;
  private final long size;
  private final long address;
  private GivenQuestion answers;

  /// Boots it.
  ///
  /// @param settings the machine whose sysfs and make hold where the question says no other
  /// @param question the call, whose second argument is the question
  QuestionMachine(Machine settings, Arguments question) {
    this.question = question;
    type = type();
    vma = section("vma", VMA_KEYS);
    mm = section("mm", List.of("rss", "thpBytes", "onKhugepagedList", "thpDisable"));
    process = section("task", List.of("pid", "ppid", "comm"));
    Arguments memory = section("memory", OccupiedMemory.KEYS);
    machine = boot(settings, memory);
    task = spawn();
    size = vma.bytesOption(0, "size", 2 * PMD_SIZE);
    long now = question.timeOption(1, "nowNs", 0);
    machine.kernel().clock().advanceTo(now - Math.min(now, vma.timeOption(0, "ageNs", 0)));
    long start = map();
    machine.kernel().clock().advanceTo(now);
    long offset = question.bytesOption(1, "offset", 0);
    if (offset >= size) {
      throw new SessionException(
          "ask: offset (%d) must lie in the VMA's %d bytes".formatted(offset, size));
    }
    address = start + offset;
    OccupiedMemory.occupy(machine.kernel().memory().buddy(), memory);
  }

  private Arguments section(String name, List<String> keys) {
    Arguments section = question.section(1, name);
    section.checkOptions(0, keys);
    return section;
  }

  TvaType type() {
    TvaType wanted =
        question.oneOf(1, "type", byText(TvaType.values(), TvaType::scriptName), TvaType.PAGEFAULT);
    if (wanted == TvaType.SWAP_PAGEFAULT) {
      throw new SessionException("ask: type (swap-pagefault): the machine has no swap");
    }
    return wanted;
  }

  private static <E> Map<String, E> byText(E[] values, Function<E, String> text) {
    Map<String, E> map = new LinkedHashMap<>();
    Arrays.stream(values).forEach(value -> map.put(text.apply(value), value));
    return map;
  }

  private Machine boot(Machine settings, Arguments memory) {
    long total = memory.bytesOption(0, "totalBytes", settings.config().memoryBytes());
    try {
      CaseSpec.parseMemory(Long.toString(total));
      Machine booted = new Machine(settings.config().withMemoryBytes(total));
      for (String path : ThpSysfs.paths()) {
        booted.thpSysfs().write(path, settings.thpSysfs().value(path));
      }
      question
          .valuesOption(1, "sysfs")
          .forEach((path, value) -> booted.thpSysfs().write(path, text(value)));
      return booted;
    } catch (IllegalArgumentException e) {
      throw new SessionException("ask: " + e.getMessage());
    }
  }

  private static String text(Object value) {
    return value instanceof Double number ? Long.toString(number.longValue()) : value.toString();
  }

  private Task spawn() {
    int pid = (int) process.numberOption(0, "pid", 0);
    Task spawned = machine.spawn(pid, process.textOption(0, "comm", "test"));
    try {
      machine.migrate(spawned, machine.cgroups().make(question.textOption(1, "cgroup", "/")));
    } catch (IllegalArgumentException e) {
      throw new SessionException("ask: " + e.getMessage());
    }
    spawned
        .mm()
        .setThpDisable(
            mm.oneOf(
                0, "thpDisable", byText(ThpDisable.values(), ThpDisable::text), ThpDisable.NO));
    return spawned;
  }

  private long map() {
    String name = vma.textOption(0, "name", null);
    boolean isStack = vma.flagOption(0, "stack", "[stack]".equals(name));
    int flags = MmapFlags.MAP_ANONYMOUS | MmapFlags.MAP_FIXED_NOREPLACE;
    flags |= vma.flagOption(0, "shared", false) ? MmapFlags.MAP_SHARED : MmapFlags.MAP_PRIVATE;
    flags |= isStack ? MmapFlags.MAP_GROWSDOWN : 0;
    int prot = vma.flagOption(0, "readable", true) ? MmapFlags.PROT_READ : 0;
    prot |= vma.flagOption(0, "writable", true) ? MmapFlags.PROT_WRITE : 0;
    prot |= vma.flagOption(0, "executable", false) ? MmapFlags.PROT_EXEC : 0;
    long wanted = vma.bytesOption(0, "start", START);
    machine.run(task);
    long start = check("mmap", machine.calls().mmap(task.mm(), wanted, size, prot, flags, true));
    if ("[heap]".equals(name)) {
      machine.calls().setBrk(task.mm(), start, start + size);
    } else if (name != null && !isStack) {
      check("name", machine.calls().setVmaName(task.mm(), start, name));
    }
    advise("hugepage", Advice.HUGEPAGE, start);
    advise("nohugepage", Advice.NOHUGEPAGE, start);
    return start;
  }

  private void advise(String key, Advice advice, long start) {
    if (vma.flagOption(0, key, false)) {
      check(key, machine.calls().madvise(task.mm(), start, size, advice));
    }
  }

  private static long check(String what, long result) {
    if (result < 0) {
      throw SessionException.ofErrno("ask: vma: " + what, result);
    }
    return result;
  }

  /// Puts the question to `policy` in the course of events; returns the decision, which is empty if
  /// the machine did not take one.
  Decision ask(OrderPolicy policy) {
    populate();
    answers = new GivenQuestion(policy, type, mm, process);
    int link = machine.attach(answers);
    if (link < 0) {
      throw SessionException.ofErrno("ask: attach", link);
    }
    List<Decision> decisions = new ArrayList<>();
    machine.explainTo(decision -> {
      if (decision.type == type) {
        decisions.add(decision.copy());
      }
    });
    act();
    return decision(decisions);
  }

  /// The answers of the policy that was asked.
  GivenQuestion answers() {
    return answers;
  }

  /// The first decision, with the end of the first look that followed it.
  private static Decision decision(List<Decision> decisions) {
    Decision decision = decisions.isEmpty() ? new Decision() : decisions.getFirst();
    Decision end =
        decisions.stream().filter(each -> each.result != null).findFirst().orElse(new Decision());
    decision.result = end.result;
    decision.obtained = end.result == null ? Decision.NOTHING : end.obtained;
    return decision;
  }

  /// Puts into the 2 MiB around the address what was there before: as many base pages as the
  /// question says, and for a look at it the one at the address. khugepaged hears of the process as
  /// it would.
  private void populate() {
    OrderPolicy basePages = query -> query.type.inPageFault() ? 0 : OrderPolicy.ABSTAIN;
    int link = machine.attach(basePages);
    if (type == TvaType.KHUGEPAGED || type == TvaType.FORCED_COLLAPSE) {
      touch(address, true);
    }
    long missing = section("region", List.of("populated")).numberOption(0, "populated", 0);
    long region = address & -PMD_SIZE;
    for (long page = region; page < region + PMD_SIZE && missing > 0; page += PAGE_SIZE) {
      if (page != (address & -PAGE_SIZE) && task.mm().vmas().lookup(page) != null) {
        touch(page, true);
        missing--;
      }
    }
    if (missing > 0) {
      throw new SessionException(
          "ask: region: populated is %d pages more than lie around the address".formatted(missing));
    }
    machine.detach(link);
  }

  private void act() {
    switch (type) {
      case PAGEFAULT -> touch(address, question.flagOption(1, "write", true));
      case KHUGEPAGED -> machine.calls().khugepaged().runFullScans(1);
      case FORCED_COLLAPSE ->
          machine.calls().madvise(task.mm(), address & -PMD_SIZE, PMD_SIZE, Advice.COLLAPSE);
      case SMAPS -> machine.calls().walk(task.mm()).thpEligible(task.mm().vmas().lookup(address));
      case SWAP_PAGEFAULT -> throw new IllegalStateException("refused before");
    }
  }

  private void touch(long page, boolean write) {
    if (machine.touch(task, page, write && vma.flagOption(0, "writable", true)) < 0) {
      throw new SessionException("ask: vma: the access is not allowed (SIGSEGV)");
    }
  }
}
