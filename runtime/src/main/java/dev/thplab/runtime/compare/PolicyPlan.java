package dev.thplab.runtime.compare;

import dev.thplab.sim.policy.Composition;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;

/// The policies of a case, whom they are for, and who wins.
///
/// @param policies in the order in which they are attached
/// @param composition who wins where several cover one process
/// @param countConflicts whether the questions are counted about which they disagree
/// @param cgroups path of the memory cgroup by the name of the programs that run in it
public record PolicyPlan(
    List<PolicySpec> policies,
    Composition composition,
    boolean countConflicts,
    SequencedMap<String, String> cgroups) {

  /// The kernel alone.
  public static final PolicyPlan NONE =
      new PolicyPlan(List.of(), Composition.GLOBAL_OVERRIDES, false, new LinkedHashMap<>());

  public PolicyPlan {
    policies = List.copyOf(policies);
    cgroups = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(cgroups));
  }

  public boolean isEmpty() {
    return policies.isEmpty();
  }

  /// Whether it is one policy for the whole machine, or none.
  public boolean isPlain() {
    return policies.size() < 2 && policies.stream().allMatch(PolicySpec::isPlain);
  }

  /// What the case says of policies, under its keys; empty for the kernel alone.
  public SequencedMap<String, String> settings() {
    SequencedMap<String, String> settings = new LinkedHashMap<>();
    policies.forEach(policy -> policy.addTo(settings));
    if (!isPlain()) {
      settings.put(PolicyKeys.COMPOSITION, composition.label());
      settings.put(PolicyKeys.CONFLICTS, countConflicts ? PolicyKeys.COUNT : PolicyKeys.OFF);
    }
    cgroups.forEach((program, path) -> settings.put(PolicyKeys.CGROUP + program, path));
    return settings;
  }

  /// The same with other files of policies.
  PolicyPlan withPaths(UnaryOperator<String> path) {
    List<PolicySpec> moved =
        policies.stream().map(policy -> policy.withPath(path.apply(policy.path()))).toList();
    return new PolicyPlan(moved, composition, countConflicts, cgroups);
  }

  /// The same programs in the same cgroups, for the kernel alone.
  PolicyPlan withoutPolicies() {
    return new PolicyPlan(List.of(), composition, false, cgroups);
  }
}
