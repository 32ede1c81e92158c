package dev.thplab.runtime.check;

import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.mm.VmFlags;
import dev.thplab.sim.page.BuddyAllocator;
import dev.thplab.sim.policy.MachineView;
import dev.thplab.sim.policy.PolicyQuery;
import dev.thplab.sim.policy.TvaType;
import dev.thplab.sim.task.Cgroup;
import dev.thplab.sim.task.Cgroups;
import java.util.ArrayList;
import java.util.List;

/// Invented questions, always the same: every kind of question about areas of all sizes, names and
/// flags, in small and large processes, on a machine with free memory, on one without, and on none.
final class QuestionGrid {
  private static final int PMD = 1 << 9;
  private static final int BELOW_PMD = PMD - 1;
  private static final int ALL_ANON = 0x3fc;

  /// What an empty PUD entry offers, which anonymous memory never gets.
  static final int PUD = 1 << 18;

  /// Sites of a page fault that offer what anonymous memory can get; they follow each other.
  static final int FAULT_SITES = 2;

  private static final int ALL = PUD | 0x3fe;
  private static final long BASE = 0x7f00_0000_0000L;
  private static final long MIB = 1L << 20;

  /// A kind of question: its type, what it offers, and whether there is an address.
  private record Site(TvaType type, int offered, boolean hasAddress) {}

  private record Area(String name, long sizeBytes, long flags, boolean anonymous) {}

  private record Program(String comm, long rssBytes, long thpBytes, boolean listed) {}

  private static final List<Site> SITES =
      List.of(
          new Site(TvaType.PAGEFAULT, PUD, true),
          new Site(TvaType.PAGEFAULT, PMD, true),
          new Site(TvaType.PAGEFAULT, BELOW_PMD, true),
          new Site(TvaType.SWAP_PAGEFAULT, BELOW_PMD, true),
          new Site(TvaType.KHUGEPAGED, PMD, false),
          new Site(TvaType.KHUGEPAGED, ALL_ANON, false),
          new Site(TvaType.FORCED_COLLAPSE, PMD, false),
          new Site(TvaType.SMAPS, ALL, false));

  private static final long PLAIN = VmFlags.READ | VmFlags.WRITE;

  private static final List<Area> AREAS =
      List.of(
          new Area(null, 64 << 10, PLAIN, true),
          new Area(null, 4 * MIB, PLAIN, true),
          new Area(null, 1024 * MIB, PLAIN, true),
          new Area("[heap]", 64 * MIB, PLAIN, true),
          new Area("[stack]", 8 * MIB, PLAIN | VmFlags.GROWSDOWN, true),
          new Area("buffer", 16 * MIB, PLAIN | VmFlags.HUGEPAGE, true),
          new Area("small", 128 << 10, PLAIN | VmFlags.HUGEPAGE, true),
          new Area(null, 16 * MIB, PLAIN | VmFlags.NOHUGEPAGE, true),
          new Area(null, 2 * MIB, VmFlags.READ, true),
          new Area(null, 32 * MIB, PLAIN | VmFlags.SHARED, false));

  private static final List<Program> PROGRAMS =
      List.of(
          new Program("bash", 2 * MIB, 0, false),
          new Program("redis-server", 512 * MIB, 64 * MIB, true),
          new Program("java", 4096 * MIB, 4000 * MIB, true));

  private QuestionGrid() {}

  /// Makes the questions afresh; a policy cannot tell one list from another.
  static List<PolicyQuery> questions() {
    List<PolicyQuery> questions = new ArrayList<>();
    Cgroups cgroups = new Cgroups();
    Cgroup[] cgroupOf = {null, cgroups.root(), cgroups.make("/web/api")};
    MachineView[] machineOf = {null, roomy(), full()};
    for (int world = 0; world < machineOf.length; world++) {
      for (Program program : PROGRAMS) {
        for (Area area : AREAS) {
          for (Site site : SITES) {
            PolicyQuery query = question(site, area, program, questions.size());
            query.cgroup = cgroupOf[world];
            query.machine = machineOf[world];
            questions.add(query);
          }
        }
      }
    }
    return questions;
  }

  private static PolicyQuery question(Site site, Area area, Program program, int number) {
    PolicyQuery query = new PolicyQuery();
    query.type = site.type();
    query.offered = site.offered();
    query.enabledOrders = ALL_ANON;
    query.vmaStart = BASE;
    query.vmaEnd = BASE + area.sizeBytes();
    query.vmaName = area.name();
    query.vmaFlags = area.flags();
    query.vmaAnonymous = area.anonymous();
    query.pid = 100 + PROGRAMS.indexOf(program);
    query.ppid = 1;
    query.mmId = query.pid;
    query.comm = program.comm();
    query.mmRssBytes = program.rssBytes();
    query.mmThpBytes = program.thpBytes();
    query.mmOnKhugepagedList = program.listed();
    if (site.hasAddress()) {
      // Somewhere within the area, not always in its first 2 MiB.
      query.address = BASE + (number * 7919L * 4096) % area.sizeBytes();
      query.regionPresent = site.offered() == BELOW_PMD ? number * 37 % 512 : 0;
    }
    query.nowNs = 1_000_000L * number;
    query.vmaMappedNs = query.nowNs / 2;
    return query;
  }

  private static MachineView roomy() {
    return new Machine(MachineConfig.ample()).kernel().view();
  }

  private static MachineView full() {
    Machine machine = new Machine(MachineConfig.ample().withMemoryBytes(64 * MIB));
    BuddyAllocator buddy = machine.kernel().memory().buddy();
    while (buddy.freePages() > 0) {
      buddy.allocate(0);
    }
    return machine.kernel().view();
  }
}
