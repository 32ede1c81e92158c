package dev.thplab.sim.policy;

/// What one attached policy said to the questions of a [Decision].
///
/// @param attachment the policy, with its scope and mode
/// @param offered orders that it was asked about, as a mask
/// @param allowed those that it allowed
/// @param fieldsRead fields of the questions that it read, see [OrderPolicy#fieldsReadMask]
public record PolicyAnswer(Attachment attachment, int offered, int allowed, long fieldsRead) {
  /// Whether the answer counts: a shadow's does not.
  public boolean acts() {
    return !attachment.mode().isShadow();
  }

  /// Whether it took an order away; a policy that abstains takes none.
  public boolean narrows() {
    return allowed != offered;
  }

  /// This answer and the one to a further question of the same decision.
  PolicyAnswer and(PolicyAnswer next) {
    return new PolicyAnswer(
        attachment, offered | next.offered, allowed | next.allowed, fieldsRead | next.fieldsRead);
  }
}
