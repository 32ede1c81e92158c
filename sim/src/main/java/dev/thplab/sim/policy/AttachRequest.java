package dev.thplab.sim.policy;

/// A wish to attach a policy.
///
/// @param name what listings call it
/// @param allowOverride whether it lets policies below it be attached under
///   [Composition#ALLOW_OVERRIDE]; of no effect under the others
public record AttachRequest(
    String name, Scope scope, PolicyMode mode, boolean allowOverride, OrderPolicy policy) {
  /// An acting policy that allows no override.
  public static AttachRequest of(String name, Scope scope, OrderPolicy policy) {
    return new AttachRequest(name, scope, PolicyMode.ACTIVE, false, policy);
  }

  /// The same in another mode.
  public AttachRequest in(PolicyMode newMode) {
    return new AttachRequest(name, scope, newMode, allowOverride, policy);
  }

  /// The same with leave to override it.
  public AttachRequest overridable() {
    return new AttachRequest(name, scope, mode, true, policy);
  }

  /// The same for another policy.
  AttachRequest with(OrderPolicy other) {
    return new AttachRequest(name, scope, mode, allowOverride, other);
  }
}
