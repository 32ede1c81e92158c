package dev.thplab.runtime.compare;

import dev.thplab.runtime.NearestName;
import dev.thplab.sim.policy.Composition;
import dev.thplab.sim.policy.PolicyMode;
import dev.thplab.sim.policy.Scope;
import dev.thplab.sim.task.Cgroups;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The keys of a case that are about policies.
///
/// | key | what |
/// |---|---|
/// | `policy`, `policy.NAME` | a file; attached in the order given |
/// | `policy-scope`, `policy.NAME-scope` | `global`, `cgroup:/PATH`, `comm:PROGRAM` or `pid:NUMBER` |
/// | `policy-mode`, `policy.NAME-mode` | `active`, `shadow` or `canary:SHARE%` |
/// | `policy-allow-override`, `policy.NAME-allow-override` | `yes` or `no` |
/// | `options.OPTION`, `policy.NAME-options.OPTION` | a value over an option of the policy |
/// | `policy-composition` | who wins |
/// | `policy-conflicts` | `count` or `off` |
/// | `cgroup.PROGRAM` | path of the cgroup that programs of that name run in |
final class PolicyKeys {
  static final String POLICY = "policy";

  private static final String OPTIONS = "options.";
  static final String COMPOSITION = "policy-composition";
  static final String CONFLICTS = "policy-conflicts";
  static final String CGROUP = "cgroup.";
  static final String SCOPE = "scope";
  static final String MODE = "mode";
  static final String ALLOW_OVERRIDE = "allow-override";

  static final String COUNT = "count";
  static final String OFF = "off";
  static final String YES = "yes";
  private static final String NO = "no";

  /// A key of one policy: its name, if it has one, and what of it.
  private static final Pattern OF_POLICY =
      Pattern.compile("(policy(?:\\.\\w+)?)(?:-(scope|mode|allow-override|options\\.\\S+))?");

  private final SequencedMap<String, String> values;

  private PolicyKeys(SequencedMap<String, String> values) {
    this.values = values;
  }

  /// Takes what is about policies out of the values of a case.
  ///
  /// @throws IllegalArgumentException naming the key, the value and the rule
  static PolicyPlan take(SequencedMap<String, String> values) {
    return new PolicyKeys(values).plan();
  }

  /// Whether a key has a meaning here.
  static boolean isKnown(String key) {
    return key.equals(COMPOSITION)
        || key.equals(CONFLICTS)
        || key.startsWith(OPTIONS) && key.length() > OPTIONS.length()
        || key.startsWith(CGROUP) && key.length() > CGROUP.length()
        || OF_POLICY.matcher(key).matches();
  }

  /// Keys to compare a misspelt one with.
  static List<String> keys() {
    return List.of(
        POLICY,
        POLICY + "-" + SCOPE,
        POLICY + "-" + MODE,
        POLICY + "-" + ALLOW_OVERRIDE,
        COMPOSITION,
        CONFLICTS);
  }

  private PolicyPlan plan() {
    Composition composition = taken(COMPOSITION, PolicyKeys::composition);
    Boolean conflicts = taken(CONFLICTS, text -> choice(text, COUNT, OFF));
    SequencedMap<String, String> cgroups = cgroups();
    List<PolicySpec> policies = new ArrayList<>();
    for (String key : List.copyOf(values.keySet())) {
      Matcher matcher = OF_POLICY.matcher(key);
      if (matcher.matches() && matcher.group(2) == null) {
        policies.add(policy(key));
      }
    }
    refuseLeftOver();
    long nrActing = policies.stream().filter(policy -> !policy.mode().isShadow()).count();
    return new PolicyPlan(
        policies,
        composition == null ? Composition.GLOBAL_OVERRIDES : composition,
        conflicts == null ? nrActing > 1 : conflicts,
        cgroups);
  }

  private PolicySpec policy(String key) {
    Scope scope = taken(key + "-" + SCOPE, Scope::of);
    PolicyMode mode = taken(key + "-" + MODE, text -> PolicyMode.of(text, 0));
    Boolean allowOverride = taken(key + "-" + ALLOW_OVERRIDE, text -> choice(text, YES, NO));
    return new PolicySpec(
        key,
        values.remove(key),
        allOf(options(key)),
        scope == null ? Scope.GLOBAL : scope,
        mode == null ? PolicyMode.ACTIVE : mode,
        allowOverride != null && allowOverride);
  }

  /// What the keys of the options of a policy begin with.
  static String options(String policyKey) {
    return policyKey.equals(POLICY) ? OPTIONS : policyKey + "-" + OPTIONS;
  }

  /// Takes the values whose keys begin so, under the rest of the key.
  private SequencedMap<String, String> allOf(String prefix) {
    SequencedMap<String, String> all = new LinkedHashMap<>();
    for (String key : List.copyOf(values.keySet())) {
      if (key.startsWith(prefix)) {
        all.put(key.substring(prefix.length()), values.remove(key));
      }
    }
    return all;
  }

  private SequencedMap<String, String> cgroups() {
    SequencedMap<String, String> cgroups = allOf(CGROUP);
    cgroups.values().forEach(Cgroups::checkPath);
    return cgroups;
  }

  /// What is left is about a policy that has no file.
  private void refuseLeftOver() {
    for (String key : values.keySet()) {
      if (key.startsWith(OPTIONS)) {
        throw new IllegalArgumentException("options need a policy=FILE that has them");
      }
      Matcher matcher = OF_POLICY.matcher(key);
      if (matcher.matches()) {
        throw new IllegalArgumentException(
            "key '%s' needs %s=FILE".formatted(key, matcher.group(1)));
      }
    }
  }

  private static Composition composition(String text) {
    Composition composition = Composition.ofLabel(text);
    if (composition == null) {
      List<String> labels = Composition.labels();
      throw new IllegalArgumentException(
          "composition (%s) must be one of %s%s"
              .formatted(text, String.join(", ", labels), NearestName.question(text, labels)));
    }
    return composition;
  }

  private static Boolean choice(String text, String yes, String no) {
    if (!text.equals(yes) && !text.equals(no)) {
      throw new IllegalArgumentException("value (%s) must be %s or %s".formatted(text, yes, no));
    }
    return text.equals(yes);
  }

  /// Takes and reads a value; null if there is none.
  private <T> T taken(String key, Function<String, T> read) {
    String text = values.remove(key);
    try {
      return text == null ? null : read.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("key '%s': %s".formatted(key, e.getMessage()), e);
    }
  }
}
