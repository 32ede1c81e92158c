package dev.thplab.runtime.livekernel;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.scenario.Op;
import dev.thplab.runtime.scenario.ResultJson;
import dev.thplab.runtime.scenario.Scenario;
import dev.thplab.runtime.scenario.ScenarioCheck;
import dev.thplab.runtime.scenario.ScenarioRunner;
import dev.thplab.sim.InvariantCheck;
import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.mm.Advice;
import dev.thplab.sim.mm.MmapFlags;
import dev.thplab.sim.policy.ThpSettings;
import dev.thplab.sim.proc.ThpSysfs;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Runs a scenario on a simulated machine and on the kernel and compares.
///
/// One run on the kernel that agrees is enough. Otherwise it is run again, undisturbed, and what
/// nearly all runs say counts: other processes use huge pages too. Where the runs differ among
/// themselves nothing is decided.
final class Differential {
  /// What came of a comparison.
  ///
  /// @param difference the first difference, or where the kernel's runs first differ; null if they
  ///   agree
  /// @param kernel what the kernel did most often; null if nothing was run
  record Outcome(Verdict verdict, String difference, RepeatedResult kernel) {}

  private static final int MORE_RUNS = 5;
  private static final String HUGE_ZERO = "thp_zero_page_alloc";

  /// Reads memory that the huge zero folio would back.
  private static final Scenario READ_HUGE_ZERO =
      new Draft(
              "read_huge_zero",
              KernelSettings.defaults(),
              List.of(
                  new Op.Mmap(
                      1L << 45,
                      2 << 20,
                      MmapFlags.PROT_READ,
                      MmapFlags.MAP_PRIVATE | MmapFlags.MAP_ANONYMOUS | MmapFlags.MAP_FIXED),
                  new Op.Madvise(1L << 45, 2 << 20, Advice.HUGEPAGE),
                  new Op.Touch(1L << 45, 1, 1, false)))
          .scenario();

  private final LiveKernel kernel;
  private final InvariantCheck check;

  /// Recounts the simulated machine's books as often as `check` says.
  Differential(LiveKernel kernel, InvariantCheck check) {
    this.kernel = kernel;
    this.check = check;
  }

  /// Compares both sides.
  Outcome compare(Scenario scenario) {
    ObjectNode simulated;
    try {
      Machine machine = new Machine(MachineConfig.ample());
      simulated = ResultJson.of(scenario, ScenarioRunner.run(scenario, machine, check));
    } catch (InputException e) {
      return new Outcome(Verdict.NOT_RUN, null, null);
    }
    // Where huge pages are for all memory, what other processes do would show.
    ObjectNode first = ResultJson.of(scenario, kernel.run(scenario, isForAllMemory(scenario)));
    if (isSame(first, simulated)) {
      return new Outcome(Verdict.AGREES, null, RepeatedResult.of(List.of(first)));
    }
    if (isSame(first, withoutHugeZero(simulated)) && anotherHoldsHugeZero()) {
      return new Outcome(Verdict.AGREES_WITHOUT_HUGE_ZERO, null, RepeatedResult.of(List.of(first)));
    }
    List<ObjectNode> results = new ArrayList<>(List.of(first));
    for (int i = 0; i < MORE_RUNS; i++) {
      results.add(ResultJson.of(scenario, kernel.run(scenario, true)));
    }
    return judge(simulated, results);
  }

  /// Weighs several results of the kernel against that of the simulated machine.
  static Outcome judge(ObjectNode simulated, List<ObjectNode> results) {
    RepeatedResult repeated = RepeatedResult.of(results);
    String difference = ScenarioCheck.firstDifference(repeated.result(), simulated);
    if (repeated.isRepeatable()) {
      return difference == null
          ? new Outcome(Verdict.AGREES_MOSTLY, null, repeated)
          : new Outcome(Verdict.DIFFERS, difference, repeated);
    }
    boolean around = results.stream().anyMatch(result -> isSame(result, simulated));
    return new Outcome(
        around ? Verdict.VARIES_AROUND : Verdict.VARIES,
        variation(repeated.result(), results),
        repeated);
  }

  /// Where another result first differs from `result`.
  private static String variation(ObjectNode result, List<ObjectNode> results) {
    for (ObjectNode other : results) {
      String difference = ScenarioCheck.firstDifference(result, other);
      if (difference != null) {
        return difference.substring(0, difference.indexOf(": "));
      }
    }
    return "what is not compared";
  }

  private static boolean isSame(ObjectNode kernel, ObjectNode simulated) {
    return ScenarioCheck.firstDifference(kernel, simulated) == null;
  }

  /// Whether another process holds the huge zero folio now, so that nobody has to allocate it.
  private boolean anotherHoldsHugeZero() {
    return !kernel.run(READ_HUGE_ZERO, true).counters().containsKey(HUGE_ZERO);
  }

  private static ObjectNode withoutHugeZero(ObjectNode simulated) {
    ObjectNode without = simulated.deepCopy();
    without.findParents(HUGE_ZERO).forEach(counters -> ((ObjectNode) counters).remove(HUGE_ZERO));
    return without;
  }

  private static boolean isForAllMemory(Scenario scenario) {
    ThpSettings thp = new ThpSettings();
    ThpSysfs sysfs = new ThpSysfs(thp);
    scenario.settings().forEach(setting -> sysfs.write(setting.path(), setting.value()));
    return thp.anonOrders(false) != 0;
  }
}
