package dev.thplab.runtime.session;

import dev.thplab.runtime.script.Ejection;
import dev.thplab.runtime.script.ScriptPolicy;
import dev.thplab.sim.policy.Attachment;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Tells of policies that fail, one line each time it is asked to look and there is news.
final class PolicyNotices {
  private final Consumer<String> listener;
  private final Map<ScriptPolicy, Long> failuresTold = new HashMap<>();

  PolicyNotices(Consumer<String> listener) {
    this.listener = listener;
  }

  /// Tells what happened to the policies of a world since the last look.
  void look(World world) {
    for (Attachment attachment : world.machine().attachments().all()) {
      ScriptPolicy policy = World.script(attachment);
      long failures = policy.stats().failed();
      long told = failuresTold.getOrDefault(policy, 0L);
      if (failures > told) {
        failuresTold.put(policy, failures);
        tell("policy %d: %s".formatted(attachment.link(), news(policy, failures, told)));
      }
    }
  }

  /// Tells one line.
  void tell(String text) {
    listener.accept(text);
  }

  /// Takes over what was told of a policy's text before this one.
  void skip(ScriptPolicy policy) {
    failuresTold.put(policy, policy.stats().failed());
  }

  private static String news(ScriptPolicy policy, long failures, long told) {
    Optional<Ejection> ejection = policy.ejected();
    if (ejection.isPresent()) {
      return ejection.get().reason();
    }
    String strikes =
        failures - told == 1
            ? "strike " + failures
            : "strikes %d to %d".formatted(told + 1, failures);
    return "%s: %s; the kernel decided".formatted(strikes, last(policy));
  }

  private static String last(ScriptPolicy policy) {
    return policy.failures().getLast().first().message();
  }
}
