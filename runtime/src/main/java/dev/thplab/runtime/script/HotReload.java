package dev.thplab.runtime.script;

import dev.thplab.sim.Machine;
import dev.thplab.sim.policy.Attachment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Puts the changed text of a policy in force on a machine: the new text decides from the next
/// question on, everywhere at once, and a broken one nowhere.
///
/// To be called between two events of the machine, by the thread that runs it. An interactive
/// session does so with what [PolicyWatch#look] found, before each line and now and then during a
/// run, and keeps the [Reload] in its journal: [Reload#text] put in force at the same place of the
/// same session has the same effect, whatever the file holds by then.
public final class HotReload {
  private final ScriptHost host;

  public HotReload(ScriptHost host) {
    this.host = host;
  }

  /// What came of a changed text.
  ///
  /// @param nowNs simulated time
  /// @param text the new text
  /// @param links numbers of the attachments that it decides for; empty if it is broken, or if
  ///   nothing that is attached came from that file
  /// @param problem one line on why it cannot be loaded, or null
  public record Reload(long nowNs, PolicyFile text, List<Integer> links, String problem) {
    public Reload {
      links = List.copyOf(links);
    }

    /// The whole story in one line.
    public String message() {
      if (problem != null) {
        return problem + "; the text loaded before stays in force";
      }
      return "%s: loaded again (sha256 %s), in force for %s"
          .formatted(
              text.name(),
              text.sha256().substring(0, 12),
              links.isEmpty() ? "nothing that is attached" : "link " + joined(links));
    }

    private static String joined(List<Integer> links) {
      return String.join(", ", links.stream().map(String::valueOf).toList());
    }
  }

  /// Loads `text` for each attachment of `machine` whose policy came from the file of that name and
  /// has another text, and updates their links. If it cannot be loaded for one of them, nothing
  /// changes.
  public Reload apply(Machine machine, PolicyFile text) {
    SequencedMap<ScriptPolicy, ScriptPolicy> loaded = new LinkedHashMap<>();
    List<Attachment> stale = new ArrayList<>();
    try {
      for (Attachment attachment : machine.attachments().all()) {
        ScriptPolicy policy = ScriptPolicy.behind(attachment.policy());
        if (policy != null && isOther(policy.file(), text)) {
          stale.add(attachment);
          loaded.computeIfAbsent(policy, old -> host.reload(old, text));
        }
      }
    } catch (PolicyLoadException e) {
      loaded.values().forEach(ScriptPolicy::close);
      return new Reload(machine.clock().nowNs(), text, List.of(), e.getMessage());
    }
    for (Attachment attachment : stale) {
      ScriptPolicy changed = loaded.get(ScriptPolicy.behind(attachment.policy()));
      machine.update(attachment.link(), attachment.scope(), changed);
    }
    loaded.keySet().forEach(ScriptPolicy::close);
    return new Reload(
        machine.clock().nowNs(), text, stale.stream().map(Attachment::link).toList(), null);
  }

  private static boolean isOther(PolicyFile inForce, PolicyFile text) {
    return inForce.name().equals(text.name()) && !inForce.sha256().equals(text.sha256());
  }
}
