package dev.thplab.runtime.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The corpus of scripts that mean harm, in `src/test/resources/hostile`.
///
/// The first line of each says what becomes of it: `statements` (it breaks that limit), `limit` (it
/// breaks whichever limit comes first), `worker-limit` (a limit ends it in a worker alone),
/// `throws`, `answer` (a bad one), `none` (it abstains and has done no harm), `refused` (it cannot
/// be loaded).
public final class HostileScripts {
  private static final Path DIRECTORY = Path.of("src/test/resources/hostile");
  private static final String EXPECT = "// expect: ";

  /// On a busy machine time must not beat the statement limit where that one is expected.
  private static final Limits LIMITS = Limits.DEFAULT.withWallMs(60_000).withStrikes(2);

  /// For those that may break the limit of time: one call of a second is enough, and loading takes
  /// less on any machine.
  private static final Limits BRIEF = Limits.DEFAULT.withWallMs(1_000).withStrikes(1);

  private HostileScripts() {}

  public static List<Path> all() {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String expectation(Path script) {
    try (Stream<String> lines = Files.lines(script)) {
      return lines.findFirst().orElseThrow().substring(EXPECT.length());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What scripts of this expectation run under.
  public static Limits limits(String expectation) {
    return expectation.endsWith("limit") ? BRIEF : LIMITS;
  }

  /// Whether a script of this expectation may fail so.
  public static boolean isExpected(String expectation, PolicyFailure failure) {
    if (failure instanceof PolicyFailure.InHook(String _, PolicyFailure inner)) {
      return isExpected(expectation, inner);
    }
    return switch (expectation) {
      case "none" -> false;
      case "statements" -> failure instanceof PolicyFailure.StatementLimit;
      case "limit" ->
          failure.kind() == ExitKind.ERROR_LIMIT || failure.kind() == ExitKind.ERROR_STALL;
      case "throws-or-limit", "worker-limit" ->
          failure instanceof PolicyFailure.Threw || isExpected("limit", failure);
      case "throws" -> failure instanceof PolicyFailure.Threw;
      case "answer" -> failure instanceof PolicyFailure.BadAnswer;
      default -> throw new IllegalArgumentException(expectation);
    };
  }
}
