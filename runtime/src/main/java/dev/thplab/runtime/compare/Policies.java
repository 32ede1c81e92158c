package dev.thplab.runtime.compare;

import dev.thplab.runtime.script.Contracts;
import dev.thplab.runtime.script.EngineInfo;
import dev.thplab.runtime.script.EngineMode;
import dev.thplab.runtime.script.Limits;
import dev.thplab.runtime.script.PolicyFile;
import dev.thplab.runtime.script.ScriptHost;
import dev.thplab.runtime.script.ScriptPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/// The policies of a comparison, each for one case, loaded on a thread beside the simulation.
///
/// Starting the script engine takes longer than many a case; the cases without a policy need not
/// wait for it.
final class Policies implements AutoCloseable {
  /// What the thread hands over: the engine, and the policies by case name.
  private record Loaded(ScriptHost host, Map<String, List<ScriptPolicy>> byCase) {}

  private final FutureTask<Loaded> loading;
  private final Thread thread;

  /// Starts to load; nothing happens if no case has a policy.
  ///
  /// @param files the text of each policy by its path
  /// @param seed of the random numbers of each
  /// @param mode of the engine
  /// @param progress is told of contracts that go away, and how long the running call takes
  Policies(
      List<CaseSpec> cases,
      Map<String, PolicyFile> files,
      Limits limits,
      long seed,
      CompareProgress progress,
      EngineMode mode) {
    List<CaseSpec> scripted = cases.stream().filter(spec -> !spec.policies().isEmpty()).toList();
    loading =
        scripted.isEmpty()
            ? null
            : new FutureTask<>(() -> load(scripted, files, limits, seed, progress, mode));
    thread = loading == null ? null : SimulationThread.start("thplab-policies", loading);
  }

  private static Loaded load(
      List<CaseSpec> scripted,
      Map<String, PolicyFile> files,
      Limits limits,
      long seed,
      CompareProgress progress,
      EngineMode mode) {
    ScriptHost host = new ScriptHost(mode, progress::policyCall);
    Loaded loaded = null;
    try {
      Map<String, List<ScriptPolicy>> byCase = new HashMap<>();
      Set<String> paths = new HashSet<>();
      for (CaseSpec spec : scripted) {
        List<ScriptPolicy> policies = new ArrayList<>();
        for (PolicySpec policy : spec.policies().policies()) {
          Map<String, Object> options = new LinkedHashMap<>(policy.options());
          policies.add(host.load(files.get(policy.path()), limits, options, seed));
          if (paths.add(policy.path())) {
            Contracts.of(policies.getLast().contract())
                .warning()
                .ifPresent(warning -> progress.warned(policy.path() + ": " + warning));
          }
        }
        byCase.put(spec.name(), List.copyOf(policies));
      }
      loaded = new Loaded(host, byCase);
      return loaded;
    } finally {
      if (loaded == null) {
        host.close();
      }
    }
  }

  /// Throws what loading threw, if that is known by now.
  void check() {
    if (loading != null && loading.isDone()) {
      SimulationThread.result(loading);
    }
  }

  /// The policies of a case in its order, waiting until they are loaded.
  ///
  /// @throws dev.thplab.runtime.script.PolicyLoadException if some policy cannot be loaded
  List<ScriptPolicy> of(CaseSpec spec) {
    return spec.policies().isEmpty()
        ? List.of()
        : SimulationThread.result(loading).byCase.get(spec.name());
  }

  /// What runs the policies, or null if there are none.
  EngineInfo engine() {
    return loading == null ? null : SimulationThread.result(loading).host.engine();
  }

  @Override
  public void close() {
    if (loading != null) {
      SimulationThread.await(thread);
      if (loading.state() == Future.State.SUCCESS) {
        loading.resultNow().host.close();
      }
    }
  }
}
