package dev.thplab.runtime.session;

import dev.thplab.runtime.compare.CaseSpec;
import dev.thplab.runtime.compare.PolicyPlan;
import dev.thplab.runtime.compare.Preset;
import dev.thplab.runtime.explain.Parting;
import dev.thplab.runtime.script.ScriptPolicy;
import dev.thplab.sim.Machine;
import dev.thplab.sim.policy.AttachRequest;
import dev.thplab.sim.policy.Attachment;
import dev.thplab.sim.policy.PolicyMode;
import dev.thplab.sim.policy.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Where two policies part, from the present state on.
final class PartingCalls {
  /// The settings and the policies as they are.
  private static final String CURRENT = "current";

  private final PolicyTexts texts;
  private final Branches branches;
  private final Interrupt interrupt;

  PartingCalls(PolicyTexts texts, Branches branches, Interrupt interrupt) {
    this.texts = texts;
    this.branches = branches;
    this.interrupt = interrupt;
  }

  void addTo(Map<String, Call> calls) {
    calls.put("firstDifference", this::firstDifference);
  }

  /// Runs copies of the world under either policy. If their decisions part, the world goes on in a
  /// new branch right behind that decision of the first, and another branch holds the second.
  private Object firstDifference(World world, Arguments arguments) {
    arguments.checkOptions(2, List.of("until"));
    long until = arguments.timeOption(2, "until", Long.MAX_VALUE);
    if (world.walk() != null) {
      throw new SessionException("firstDifference: a stop holds touch(); run() ends it first");
    }
    if (world.next() == null && until == Long.MAX_VALUE) {
      throw new SessionException(
          "firstDifference: nothing to run: load a trace, or say until when");
    }
    World a = world.copy();
    World b = world.copy();
    String nameA = put(arguments, 0, a);
    String nameB = put(arguments, 1, b);
    Parting parting = new Lockstep(interrupt, until).run(a, b);
    Map<String, Object> result = new LinkedHashMap<>(parting.asMap());
    StringBuilder text = new StringBuilder(parting.text(nameA, nameB));
    List<String> names = List.of();
    if (!parting.isNone()) {
      String origin = world.branch();
      names = branches.part(world, a, b);
      text.append(
          "\nThis is branch %s (%s) right behind it; .switch %s goes to the other (%s), .switch %s back.\n"
              .formatted(names.getFirst(), nameA, names.getLast(), nameB, origin));
    }
    result.put("branches", names);
    result.put("text", text.toString());
    return result;
  }

  /// Puts what an argument says in force: a policy for the whole machine in the place of any other,
  /// or settings of the kernel. Returns what to call it.
  private String put(Arguments arguments, int index, World world) {
    String text = arguments.textOption(index, "file", "");
    if (text.equals(CURRENT)) {
      return CURRENT;
    }
    if (text.contains("=") || Preset.labels().contains(text)) {
      settings(text).forEach(world.machine().thpSysfs()::write);
      return text;
    }
    ScriptPolicy policy = texts.load(arguments, index, Map.of());
    attach(world.machine(), policy);
    return text.isEmpty() ? policy.name() : text;
  }

  private static Map<String, String> settings(String text) {
    try {
      CaseSpec spec = CaseSpec.parse(text.contains("=") ? text + ":" + text : text);
      boolean isMore =
          !spec.policies().equals(PolicyPlan.NONE)
              || spec.memoryBytes().isPresent()
              || spec.kernelProfile().isPresent();
      if (isMore) {
        throw new SessionException(
            "firstDifference: %s: a machine that runs takes a policy, or settings of sysfs"
                .formatted(text));
      }
      return spec.sysfs();
    } catch (IllegalArgumentException e) {
      throw new SessionException("firstDifference: " + e.getMessage());
    }
  }

  private static void attach(Machine machine, ScriptPolicy policy) {
    for (Attachment attachment : new ArrayList<>(machine.attachments().all())) {
      if (attachment.scope().equals(Scope.GLOBAL)) {
        machine.detach(attachment.link());
      }
    }
    int link =
        machine.attach(
            new AttachRequest(policy.name(), Scope.GLOBAL, PolicyMode.ACTIVE, false, policy));
    if (link < 0) {
      policy.close();
      throw SessionException.ofErrno("firstDifference", link);
    }
  }
}
