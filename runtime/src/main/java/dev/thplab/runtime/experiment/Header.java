package dev.thplab.runtime.experiment;

/// The front matter of an experiment.
///
/// @param title for people; null if there is none
/// @param seed the first seed of comparisons that name none
/// @param machineJson options of the session's machine, as a JSON object
/// @param timeoutMs how long each cell may run that does not say so itself, in real time
public record Header(String title, long seed, String machineJson, long timeoutMs) {
  /// What holds for an experiment without front matter.
  public static final Header DEFAULT = new Header(null, 0, "{}", 600_000);
}
