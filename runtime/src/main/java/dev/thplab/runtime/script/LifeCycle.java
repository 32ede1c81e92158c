package dev.thplab.runtime.script;

/// How far a [Contract] may be relied on. Versions are those of thplab.
public sealed interface LifeCycle {
  /// One word: "unstable", "deprecated" or "removed".
  String status();

  /// The status with its versions and what to use instead, in one line.
  String describe();

  /// Offered, and may change with any version; better than that no contract gets.
  ///
  /// @param since the first version that offered it
  record Unstable(String since) implements LifeCycle {
    @Override
    public String status() {
      return "unstable";
    }

    @Override
    public String describe() {
      return "unstable since " + since;
    }
  }

  /// Still offered, with a warning.
  ///
  /// @param version the first that warned
  /// @param replacement id of the contract to use instead
  /// @param why one clause
  record DeprecatedSince(String version, String replacement, String why) implements LifeCycle {
    @Override
    public String status() {
      return "deprecated";
    }

    @Override
    public String describe() {
      return "deprecated since " + version + ", use " + replacement + ": " + why;
    }
  }

  /// Refused.
  ///
  /// @param version the first that refused it
  /// @param replacement id of the contract to use instead
  /// @param why one clause
  record RemovedIn(String version, String replacement, String why) implements LifeCycle {
    @Override
    public String status() {
      return "removed";
    }

    @Override
    public String describe() {
      return "removed in " + version + ", use " + replacement + ": " + why;
    }
  }
}
