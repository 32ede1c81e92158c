package dev.thplab.sim.policy;

/// What becomes of a policy's answers.
///
/// @param kind whether they act
/// @param percent share of the processes that a canary acts on, 0 to 100
/// @param seed which processes those are
public record PolicyMode(Kind kind, int percent, long seed) {
  private static final String CANARY = "canary:";

  /// Every covered process obeys it.
  public static final PolicyMode ACTIVE = new PolicyMode(Kind.ACTIVE, 100, 0);

  /// Nobody obeys it; where it would have decided otherwise is counted.
  public static final PolicyMode SHADOW = new PolicyMode(Kind.SHADOW, 100, 0);

  /// Whether answers act.
  public enum Kind {
    ACTIVE,
    SHADOW,
    CANARY
  }

  public PolicyMode {
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException(
          "canary (%d) must be between 0 and 100".formatted(percent));
    }
  }

  /// Acts on `percent` of the processes, chosen by pid and `seed`; for the others the policy is not
  /// there. Whoever is among 10 percent is among 20.
  public static PolicyMode canary(int percent, long seed) {
    return new PolicyMode(Kind.CANARY, percent, seed);
  }

  /// Reads a mode as it is shown: `active`, `shadow`, or a canary's share as `canary:10%`, of which
  /// the sign may be left out.
  ///
  /// @param seed which processes a canary acts on
  /// @throws IllegalArgumentException naming the text and what is allowed instead
  public static PolicyMode of(String text, long seed) {
    if (text.matches("canary:\\d{1,3}%?")) {
      return canary(Integer.parseInt(text.replace("%", "").substring(CANARY.length())), seed);
    }
    return switch (text) {
      case "active" -> ACTIVE;
      case "shadow" -> SHADOW;
      default ->
          throw new IllegalArgumentException(
              "mode (%s) must be active, shadow or canary:SHARE%%, as canary:10%%".formatted(text));
    };
  }

  /// Whether answers act on nobody.
  public boolean isShadow() {
    return kind == Kind.SHADOW;
  }

  /// Whether the process takes part.
  boolean includes(int pid) {
    return Long.remainderUnsigned(mix(seed * 0x9E3779B97F4A7C15L + pid), 100) < percent;
  }

  /// The finalizer of SplitMix64, which spreads neighbouring pids.
  private static long mix(long x) {
    x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }

  @Override
  public String toString() {
    return switch (kind) {
      case ACTIVE -> "active";
      case SHADOW -> "shadow";
      case CANARY -> CANARY + percent + "%";
    };
  }
}
