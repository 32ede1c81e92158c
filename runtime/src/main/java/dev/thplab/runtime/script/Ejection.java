package dev.thplab.runtime.script;

/// Why a policy is asked no more.
///
/// @param kind sort of the failure that was one too many
/// @param reason one line
/// @param last the failure that was one too many
public record Ejection(ExitKind kind, String reason, PolicyFailure last) {
  static Ejection after(String why, PolicyFailure last) {
    return new Ejection(
        last.kind(),
        "%s was ejected (%s) after %s; the last: %s"
            .formatted(last.policy(), last.kind().label(), why, last.message()),
        last);
  }

  /// The ejection of a policy whose worker is gone: no answer of it counts.
  public static Ejection ofWorker(PolicyFailure failure) {
    return new Ejection(
        failure.kind(),
        "%s was ejected (%s); the case ran again without it, with the kernel's own decisions"
            .formatted(failure.policy(), failure.kind().label()),
        failure);
  }
}
