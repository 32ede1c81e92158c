package dev.thplab.repl.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Types the input of each recorded session at a virtual terminal and compares what it shows.
///
/// A transcript is what a user sees: prompts with what was typed behind them, and the answers.
/// Lines that begin with `#` say what it is about. The answers were checked by hand when they were
/// written down; where they show numbers, the transcript says why.
class TranscriptTest {
  private static final Path TRANSCRIPTS = Path.of("src/test/resources/transcripts");
  private static final Path README = Path.of("../README.md");
  private static final Path TUTORIAL = Path.of("../scripts/tutorial.md");
  private static final Pattern REPL_BLOCK = Pattern.compile("```repl\\n(.*?)```", Pattern.DOTALL);
  private static final String PROMPT = "thplab> ";
  private static final String MORE = "... ";

  /// A command as it is typed, also behind the beginning of a longer line.
  private static final Pattern COMMAND =
      Pattern.compile("^(?:thplab> |\\.\\.\\. )\\.([a-z-]+)", Pattern.MULTILINE);

  /// `.editor` asks for lines without a prompt: EditorTest.
  private static final Set<String> OTHERWISE_TESTED = Set.of("editor");

  @TempDir Path directory;

  static Stream<Path> transcripts() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(TRANSCRIPTS)) {
      files = all.filter(file -> file.toString().endsWith(".repl")).sorted().toList();
    }
    assertTrue(!files.isEmpty(), "no transcripts");
    return files.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("transcripts")
  void showsWhatItShowedBefore(Path file) throws Exception {
    check(Files.readAllLines(file).stream().filter(line -> !line.startsWith("#")).toList());
  }

  @Test
  void theSessionsInTheReadmeAreTrue() throws Exception {
    Matcher block = REPL_BLOCK.matcher(Files.readString(README));
    int blocks = 0;
    while (block.find()) {
      check(block.group(1).lines().toList());
      blocks++;
    }
    assertTrue(blocks > 0);
  }

  /// All blocks of the tutorial are one session, whose user is in the directory above.
  @Test
  void theTutorialIsTrue() throws Exception {
    Matcher block = REPL_BLOCK.matcher(Files.readString(TUTORIAL));
    List<String> lines = new ArrayList<>();
    while (block.find()) {
      block
          .group(1)
          .lines()
          .map(line -> line.replace("scripts/", "../scripts/"))
          .forEach(lines::add);
    }
    assertTrue(!lines.isEmpty());
    check(lines);
  }

  private void check(List<String> lines) throws Exception {
    List<String> typed = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith(PROMPT)) {
        typed.add(line.substring(PROMPT.length()));
      } else if (line.startsWith(MORE)) {
        typed.add(typed.removeLast() + "\r" + line.substring(MORE.length()));
      }
    }
    assertEquals(
        String.join("\n", lines).strip() + "\n" + PROMPT.strip(),
        VirtualTerminal.session(directory, typed).strip());
  }

  @Test
  void everyCommandIsInATranscript() throws Exception {
    Set<String> typed = new TreeSet<>();
    for (Path file : transcripts().toList()) {
      Matcher command = COMMAND.matcher(Files.readString(file));
      while (command.find()) {
        typed.add(command.group(1));
      }
    }
    Set<String> missing = new TreeSet<>(DotCommands.ALL.keySet());
    missing.removeAll(typed);
    missing.removeAll(OTHERWISE_TESTED);
    assertEquals(Set.of(), missing);
  }
}
