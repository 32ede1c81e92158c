package dev.thplab.runtime.script;

/// Why one call of a policy failed; the kernel's own decision was used instead.
public sealed interface PolicyFailure {
  /// The policy threw, or returned what is no answer.
  int EXIT_FAILED = 107;

  /// The policy broke a limit.
  int EXIT_OVER_LIMIT = 108;

  /// The policy's name.
  String policy();

  /// Where in the policy, as `file:line`.
  String location();

  /// What happened, in one line without policy and location.
  String reason();

  /// What an ejection for this is called.
  ExitKind kind();

  /// The exit code of a run in which this happened.
  default int exitCode() {
    return kind() == ExitKind.ERROR ? EXIT_FAILED : EXIT_OVER_LIMIT;
  }

  /// The whole story in one line.
  default String message() {
    return location() + ": " + policy() + " " + reason();
  }

  /// Whether the call was stopped by the watchdog rather than by its own doing.
  default boolean isStall() {
    return kind() == ExitKind.ERROR_STALL;
  }

  /// It happened in one of the functions that a policy has beside the one that answers.
  ///
  /// @param hook its name
  record InHook(String hook, PolicyFailure failure) implements PolicyFailure {
    @Override
    public String policy() {
      return failure.policy();
    }

    @Override
    public String location() {
      return failure.location();
    }

    @Override
    public String reason() {
      return "in " + hook + " " + failure.reason();
    }

    @Override
    public ExitKind kind() {
      return failure.kind();
    }
  }

  /// An exception left the policy.
  record Threw(String policy, String location, String error) implements PolicyFailure {
    @Override
    public String reason() {
      return "threw " + error;
    }

    @Override
    public ExitKind kind() {
      return ExitKind.ERROR;
    }
  }

  /// The policy returned something that its contract does not know.
  ///
  /// @param want what the contract takes
  record BadAnswer(String policy, String location, String answer, String want)
      implements PolicyFailure {
    @Override
    public String reason() {
      return "answered " + answer + "; want " + want;
    }

    @Override
    public ExitKind kind() {
      return ExitKind.ERROR;
    }
  }

  /// The call ran more statements than it may.
  record StatementLimit(String policy, String location, long limit, long observed)
      implements PolicyFailure {
    @Override
    public String reason() {
      return "ran " + observed + " statements in one call; the limit is " + limit;
    }

    @Override
    public ExitKind kind() {
      return ExitKind.ERROR_LIMIT;
    }
  }

  /// The call took more wall time than it may.
  record TimedOut(String policy, String location, long limitMs, long observedMs)
      implements PolicyFailure {
    @Override
    public String reason() {
      return "took " + observedMs + " ms in one call; the limit is " + limitMs + " ms";
    }

    @Override
    public ExitKind kind() {
      return ExitKind.ERROR_STALL;
    }
  }

  /// The call allocated more memory than it may.
  ///
  /// @param observedBytes what was seen; 0 when the Java heap ran out first
  record OutOfBudget(String policy, String location, long limitBytes, long observedBytes)
      implements PolicyFailure {
    @Override
    public String reason() {
      return observedBytes == 0
          ? "used up the Java heap in one call; the limit is " + limitBytes + " bytes"
          : "allocated " + observedBytes + " bytes in one call; the limit is " + limitBytes;
    }

    @Override
    public ExitKind kind() {
      return ExitKind.ERROR_STALL;
    }
  }

  /// The policy keeps more memory from call to call than it may.
  record RetainsTooMuch(String policy, String location, long limitBytes, long observedBytes)
      implements PolicyFailure {
    @Override
    public String reason() {
      return "keeps " + observedBytes + " bytes from call to call; the limit is " + limitBytes;
    }

    @Override
    public ExitKind kind() {
      return ExitKind.ERROR_STALL;
    }
  }

  /// The script engine itself failed; never the fault of the simulated machine.
  record EngineFault(String policy, String location, String error) implements PolicyFailure {
    @Override
    public String reason() {
      return "made the script engine fail: " + error;
    }

    @Override
    public ExitKind kind() {
      return ExitKind.ERROR;
    }
  }

  /// The worker process in which the policy ran had to be killed, or ended without a result.
  ///
  /// @param reason what the policy did to it
  record WorkerEnded(String policy, String location, String reason) implements PolicyFailure {
    @Override
    public ExitKind kind() {
      return ExitKind.ERROR_WORKER;
    }
  }
}
