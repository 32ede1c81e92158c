package dev.thplab.runtime.livekernel;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.scenario.ResultJson;
import dev.thplab.runtime.scenario.Scenario;
import dev.thplab.runtime.scenario.ScenarioCheck;
import dev.thplab.runtime.scenario.ScenarioRunner;
import dev.thplab.sim.InvariantCheck;
import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.policy.ThpSettings;
import dev.thplab.sim.proc.ThpSysfs;
import tools.jackson.databind.node.ObjectNode;

/// Runs a scenario on a simulated machine and on the kernel and compares.
///
/// One run on the kernel that agrees is enough. Otherwise it is run again, undisturbed, and only
/// what nearly all runs say counts: other processes use huge pages too.
final class Differential {
  /// What came of a comparison.
  ///
  /// @param difference the first difference; null if there is none or the kernel's results vary
  /// @param kernel what the kernel did most often, with how often it did
  record Outcome(String difference, RepeatedResult kernel) {
    boolean agrees() {
      return difference == null && kernel.isRepeatable();
    }

    boolean differs() {
      return difference != null;
    }
  }

  private static final int RUNS = 5;
  private static final String HUGE_ZERO = "thp_zero_page_alloc";

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
      return new Outcome(null, RepeatedResult.none());
    }
    // Where huge pages are for all memory, what other processes do would show.
    ObjectNode first = ResultJson.of(scenario, kernel.run(scenario, isForAllMemory(scenario)));
    if (difference(first, simulated) == null) {
      return new Outcome(null, new RepeatedResult(first, 1, 1));
    }
    RepeatedResult repeated =
        RepeatedResult.of(kernel, scenario, RUNS, result -> difference(result, simulated) == null);
    String difference = difference(repeated.result(), simulated);
    return new Outcome(repeated.isRepeatable() ? difference : null, repeated);
  }

  /// Where another process holds the huge zero folio, the scenario's need not be allocated.
  private static String difference(ObjectNode kernel, ObjectNode simulated) {
    String difference = ScenarioCheck.firstDifference(kernel, simulated);
    if (difference == null || !difference.endsWith(HUGE_ZERO + ": kernel 0, thplab 1")) {
      return difference;
    }
    ObjectNode without = simulated.deepCopy();
    without.findParents(HUGE_ZERO).forEach(counters -> ((ObjectNode) counters).remove(HUGE_ZERO));
    return ScenarioCheck.firstDifference(kernel, without);
  }

  private static boolean isForAllMemory(Scenario scenario) {
    ThpSettings thp = new ThpSettings();
    ThpSysfs sysfs = new ThpSysfs(thp);
    scenario.settings().forEach(setting -> sysfs.write(setting.path(), setting.value()));
    return thp.anonOrders(false) != 0;
  }
}
