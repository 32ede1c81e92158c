package dev.thplab.sim.policy;

import java.util.List;

/// The policies that cover one process, each list from leaf to root.
///
/// @param asked those whose answers decide
/// @param dormant those that another one silences
/// @param shadows those that are asked without effect
/// @param spared canaries in whose share the process is not
public record ProcessPolicies(
    List<Attachment> asked,
    List<Attachment> dormant,
    List<Attachment> shadows,
    List<Attachment> spared) {
  public ProcessPolicies {
    asked = List.copyOf(asked);
    dormant = List.copyOf(dormant);
    shadows = List.copyOf(shadows);
    spared = List.copyOf(spared);
  }

  /// The policy that silences the dormant ones, or null if none is dormant.
  public Attachment dormantUnder() {
    return dormant.isEmpty() ? null : asked.getFirst();
  }
}
