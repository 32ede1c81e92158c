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
/// breaks whichever limit comes first), `throws`, `answer` (a bad one), `none` (it abstains and has
/// done no harm), `refused` (it cannot be loaded).
public final class HostileScripts {
  private static final Path DIRECTORY = Path.of("src/test/resources/hostile");
  private static final String EXPECT = "// expect: ";

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
}
