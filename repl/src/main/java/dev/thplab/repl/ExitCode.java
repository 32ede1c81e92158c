package dev.thplab.repl;

import java.util.LinkedHashMap;
import java.util.Map;

/// The exit codes of every command.
public final class ExitCode {
  public static final int OK = 0;

  /// A bug in thplab, or the JVM gave up.
  public static final int INTERNAL = 1;

  /// The command line is wrong.
  public static final int USAGE = 2;

  /// Results were compared with expected ones and differ.
  public static final int EXPECTATION_FAILED = 99;

  /// A trace, policy, scenario or other input cannot be used.
  public static final int INVALID_INPUT = 104;

  /// Somebody pressed Ctrl-C.
  public static final int INTERRUPTED = 105;

  /// A policy threw or gave a bad answer; results are complete, with the kernel's decision in its
  /// place. Or a cell of an experiment threw; results are those of the cells before it.
  public static final int POLICY_FAILED = 107;

  /// A policy broke a limit; results are complete, with the kernel's decision in its place. Or a
  /// cell of an experiment or a policy test took too long.
  public static final int POLICY_OVER_LIMIT = 108;

  private ExitCode() {}

  /// What each code means, for the end of every help text.
  static Map<String, String> descriptions() {
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put(" " + OK, "done");
    codes.put(" " + INTERNAL, "internal error");
    codes.put(" " + USAGE, "wrong command line");
    codes.put(" " + EXPECTATION_FAILED, "results differ from those expected");
    codes.put(INVALID_INPUT + "", "a trace, policy or other input cannot be used");
    codes.put(INTERRUPTED + "", "interrupted");
    codes.put(
        POLICY_FAILED + "",
        "done, but a policy threw or gave a bad answer; or a cell or test threw");
    codes.put(
        POLICY_OVER_LIMIT + "",
        "done, but a policy broke a limit (and none threw); or a cell or test did");
    return codes;
  }
}
