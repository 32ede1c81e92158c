package dev.thplab.runtime.script;

import java.util.EnumMap;
import java.util.Map;
import org.graalvm.polyglot.Value;

/// The functions of one loaded policy that the host calls beside questions.
final class ScriptHooks {
  private static final double NS_PER_MS = 1e6;

  /// One function.
  ///
  /// @param name what the policy exports it as
  /// @param call what the adapter made of it
  record Hook(String name, Value call) {}

  private final Map<HookPoint, Hook> hooks = new EnumMap<>(HookPoint.class);

  /// Simulated nanoseconds between two ticks; 0 when the policy has none.
  final long tickPeriodNs;

  /// Takes what an adapter made: `dispatch` alone, or an object that also has the hooks under their
  /// exported names, and the period of the tick as `everyMs`.
  ScriptHooks(Contract contract, Value made) {
    for (Contract.Hook hook : contract.hooks()) {
      Value call = made.canExecute() ? null : made.getMember(hook.name());
      if (call != null && !call.isNull()) {
        hooks.put(hook.at(), new Hook(hook.name(), call));
      }
    }
    tickPeriodNs =
        hooks.containsKey(HookPoint.TICK)
            ? Math.round(made.getMember("everyMs").asDouble() * NS_PER_MS)
            : 0;
  }

  /// What to call at a moment, or null.
  Hook at(HookPoint point) {
    return hooks.get(point);
  }
}
