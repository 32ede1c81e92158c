package dev.thplab.runtime.compare;

import dev.thplab.sim.policy.PolicyMode;
import dev.thplab.sim.policy.Scope;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// One policy of a case, and whom it is for.
///
/// @param key what the case calls it: `policy`, or `policy.NAME`
/// @param path its file as given
/// @param options values over the policy's own options, as text
/// @param scope whom it is attached to
/// @param mode what becomes of its answers; which processes a canary acts on, the comparison's seed
///   says
/// @param allowOverride whether it lets others be attached below it under `allow-override`
public record PolicySpec(
    String key,
    String path,
    SequencedMap<String, String> options,
    Scope scope,
    PolicyMode mode,
    boolean allowOverride) {

  public PolicySpec {
    options = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(options));
  }

  /// The same with another file.
  PolicySpec withPath(String newPath) {
    return new PolicySpec(key, newPath, options, scope, mode, allowOverride);
  }

  /// Adds what the case says of it, under its keys.
  void addTo(SequencedMap<String, String> settings) {
    settings.put(key, path);
    if (!isPlain()) {
      settings.put(key + "-" + PolicyKeys.SCOPE, scope.toString());
      settings.put(key + "-" + PolicyKeys.MODE, mode.toString());
    }
    if (allowOverride) {
      settings.put(key + "-" + PolicyKeys.ALLOW_OVERRIDE, PolicyKeys.YES);
    }
    options.forEach((name, value) -> settings.put(PolicyKeys.options(key) + name, value));
  }

  /// Whether it decides for the whole machine, as a policy does of which a case says no more.
  public boolean isPlain() {
    return scope.equals(Scope.GLOBAL) && mode.equals(PolicyMode.ACTIVE);
  }
}
