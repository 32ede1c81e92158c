package dev.thplab.runtime.session;

import dev.thplab.runtime.NearestName;
import dev.thplab.runtime.script.ScriptPolicy;
import dev.thplab.sim.mm.Errno;
import dev.thplab.sim.policy.AttachRequest;
import dev.thplab.sim.policy.Attachment;
import dev.thplab.sim.policy.Composition;
import dev.thplab.sim.policy.DecisionCounts;
import dev.thplab.sim.policy.PolicyMode;
import dev.thplab.sim.policy.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Policies: attach, update, detach, look.
final class PolicyCalls {
  private static final List<String> SCOPES = List.of("cgroup", "pid", "comm", "global");
  private static final List<String> ATTACH_OPTIONS =
      List.of(
          "cgroup",
          "pid",
          "comm",
          "global",
          "shadow",
          "canary",
          "seed",
          "override",
          "name",
          "options");

  private final PolicyTexts texts;

  PolicyCalls(PolicyTexts texts) {
    this.texts = texts;
  }

  void addTo(Map<String, Call> calls) {
    calls.put("attach", this::attach);
    calls.put("update", this::update);
    calls.put("detach", PolicyCalls::detach);
    calls.put("policies", (world, _) -> policies(world));
    calls.put("policy", (world, arguments) -> row(attachment(world, arguments)));
    calls.put("composition", PolicyCalls::composition);
  }

  private Object attach(World world, Arguments arguments) {
    arguments.checkOptions(1, ATTACH_OPTIONS);
    Scope scope = scope(arguments);
    PolicyMode mode = mode(arguments);
    ScriptPolicy policy = texts.load(arguments, 0, arguments.valuesOption(1, "options"));
    String name = arguments.textOption(1, "name", policy.name());
    boolean override = arguments.flagOption(1, "override", false);
    int link = world.machine().attach(new AttachRequest(name, scope, mode, override, policy));
    if (link < 0) {
      policy.close();
      throw SessionException.ofErrno("attach", link);
    }
    return link;
  }

  private static Scope scope(Arguments arguments) {
    List<String> given = SCOPES.stream().filter(name -> arguments.hasOption(1, name)).toList();
    if (given.size() > 1) {
      throw new SessionException(
          "attach: want one of %s, got %s"
              .formatted(String.join(", ", SCOPES), String.join(" and ", given)));
    }
    return switch (given.isEmpty() ? "global" : given.getFirst()) {
      case "cgroup" -> new Scope.CgroupTree(arguments.textOption(1, "cgroup", null));
      case "pid" -> new Scope.Pid((int) arguments.numberOption(1, "pid", 0));
      case "comm" -> new Scope.Comm(arguments.textOption(1, "comm", null));
      default -> {
        if (!arguments.flagOption(1, "global", true)) {
          throw new SessionException("attach: global (false) needs another scope beside it");
        }
        yield Scope.GLOBAL;
      }
    };
  }

  private static PolicyMode mode(Arguments arguments) {
    boolean isShadow = arguments.flagOption(1, "shadow", false);
    if (!arguments.hasOption(1, "canary")) {
      return isShadow ? PolicyMode.SHADOW : PolicyMode.ACTIVE;
    }
    if (isShadow) {
      throw new SessionException("attach: want shadow or canary, got both");
    }
    long percent = arguments.numberOption(1, "canary", 0);
    if (percent < 0 || percent > 100) {
      throw new SessionException("attach: canary (%d) must be in 0 to 100".formatted(percent));
    }
    return PolicyMode.canary((int) percent, arguments.numberOption(1, "seed", 0));
  }

  /// Puts another policy in the place of one, with the options that the new one exports.
  private Object update(World world, Arguments arguments) {
    Attachment attachment = attachment(world, arguments);
    ScriptPolicy policy = texts.load(arguments, 1, Map.of());
    int error = world.machine().update(attachment.link(), attachment.scope(), policy);
    if (error < 0) {
      policy.close();
      throw SessionException.ofErrno("update", error);
    }
    return null;
  }

  private static Object detach(World world, Arguments arguments) {
    Attachment attachment = attachment(world, arguments);
    world.machine().detach(attachment.link());
    return null;
  }

  private static Attachment attachment(World world, Arguments arguments) {
    long link = arguments.number(0, "link");
    Attachment attachment = world.machine().attachments().find((int) link);
    if (attachment == null) {
      throw SessionException.ofErrno("link " + link, -Errno.ENOENT);
    }
    return attachment;
  }

  private static List<Object> policies(World world) {
    List<Object> rows = new ArrayList<>();
    world.machine().attachments().all().forEach(attachment -> rows.add(row(attachment)));
    return rows;
  }

  private static Map<String, Object> row(Attachment attachment) {
    DecisionCounts counts = attachment.total();
    ScriptPolicy script = World.script(attachment);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("link", attachment.link());
    row.put("name", attachment.name());
    row.put("scope", attachment.scope().toString());
    row.put("mode", attachment.mode().toString());
    row.put("contract", script.contract());
    row.put("asked", counts.abstained() + counts.denied() + counts.chosen());
    row.put("abstained", counts.abstained());
    row.put("denied", counts.denied());
    row.put("chosen", counts.chosen());
    row.put("differences", counts.differences());
    row.put("failed", script.stats().failed());
    row.put("ejected", script.ejected().isPresent());
    return row;
  }

  /// How policies that cover one process combine; a name changes it.
  private static Object composition(World world, Arguments arguments) {
    if (arguments.has(0)) {
      String wanted = arguments.text(0, "composition");
      List<String> known = Arrays.stream(Composition.values()).map(PolicyCalls::label).toList();
      if (!known.contains(wanted)) {
        throw new SessionException(
            "composition (%s) must be one of %s%s"
                .formatted(wanted, String.join(", ", known), NearestName.question(wanted, known)));
      }
      world.machine().attachments().setComposition(Composition.values()[known.indexOf(wanted)]);
    }
    return label(world.machine().attachments().composition());
  }

  private static String label(Composition composition) {
    return composition.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
