package dev.thplab.repl.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.thplab.runtime.script.ScriptHost;
import dev.thplab.sim.MachineState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A session that was saved and is loaded into a fresh one ends with the same machine.
class SavedSessionTest {
  private static final String DENY =
      """
      import { DENY } from "thp";
      export const contract = "lab/1";
      export const getSuggestedOrder = () => DENY;
      """;
  private static final String ABSTAIN = DENY.replace("DENY", "ABSTAIN");

  @TempDir Path directory;

  /// What a session said.
  private static final class Screen implements Output {
    private final List<String> values = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    @Override
    public void value(String text) {
      values.add(text);
    }

    @Override
    public void problem(String text) {
      problems.add(text);
    }

    List<String> last(int count) {
      return values.subList(values.size() - count, values.size());
    }

    @Override
    public int columns() {
      return 80;
    }
  }

  /// Runs lines in a session of their own and returns the state of the machine; each line is
  /// expected to succeed unless it ends in `// fails`.
  private MachineState run(String... lines) throws Exception {
    FutureTask<MachineState> task =
        new FutureTask<>(() -> {
          Screen screen = new Screen();
          try (Interpreter interpreter = new Interpreter(screen, false)) {
            for (String line : lines) {
              boolean fails = line.endsWith("// fails");
              assertEquals(!fails, interpreter.run(line), () -> line + ": " + screen.problems);
            }
            return interpreter.session().state();
          }
        });
    ScriptHost.newThread("session", task).start();
    return task.get();
  }

  private String quoted(Path file) {
    return ShellLine.quote(file.toString());
  }

  private void checkReplay(String... lines) throws Exception {
    Path saved = directory.resolve("saved.js");
    List<String> all = new ArrayList<>(List.of(lines));
    all.add(".save " + saved);
    MachineState state = run(all.toArray(String[]::new));
    assertNotEquals(List.of(), state.diff(run()), "the lines did nothing");
    assertEquals(List.of(), state.diff(run(".load " + saved)));
  }

  @Test
  void memoryFilesAndNamesComeBack() throws Exception {
    checkReplay(
        "let p = spawn(\"db\")",
        "m = p.mmap(\"64M\", { at: 0x7f0000000000 })",
        "_.touch(\"0..64k\")",
        "cd /sys/kernel/mm/transparent_hugepage",
        "echo always > enabled",
        "[m].map((region) => region.touch(\"2M..6M\"))",
        "mkdir /sys/fs/cgroup/web",
        "echo 1 > /sys/fs/cgroup/web/cgroup.procs",
        ".clear",
        "let p = process(1).fork()",
        "p.exec(\"child\")");
  }

  @Test
  void aLineThatFailedHalfwayHasTheSameEffectAgain() throws Exception {
    checkReplay(
        "m = spawn(\"db\").mmap(\"64k\", { at: 0x7f0000000000 })",
        "m.touch(\"0..8k\"); m.nothing() // fails",
        "m.touch(\"8k..12k\")",
        "cat /nothing // fails");
  }

  @Test
  void whatWasUndoneStaysUndone() throws Exception {
    checkReplay(
        "m = spawn(\"db\").mmap(\"64k\", { at: 0x7f0000000000 })",
        "m.touch(\"0..8k\")",
        ".snapshot kept",
        "m.touch(\"8k..32k\")",
        ".back",
        "m.touch(\"8k..12k\")",
        ".restore kept",
        "m.touch(\"32k..36k\")");
  }

  /// The file changes after the session was saved; the saved session has the text that was used.
  @Test
  void policiesComeBackWithTheirTextsAndCounts() throws Exception {
    Path file = Files.writeString(directory.resolve("p.js"), DENY);
    Path saved = directory.resolve("saved.js");
    MachineState state =
        run(
            "echo always > /sys/kernel/mm/transparent_hugepage/enabled",
            "m = spawn(\"db\").mmap(\"64M\", { at: 0x7f0000000000 })",
            "a = attach(%s, { shadow: true })".formatted(quoted(file)),
            "b = attach({ name: \"typed\", getSuggestedOrder: () => ABSTAIN })",
            "m.touch(\"0..8M\")",
            ".save " + saved);
    Files.writeString(file, ABSTAIN);
    assertEquals(List.of(), state.diff(run(".load " + saved)));
    assertTrue(state.values().get("policy/1/name").contains("shadow"));
    assertNotEquals("0", state.values().get("policy/1/1/differences"));
  }

  /// The edit is seen at the line behind it, the third text after going back to before the edit.
  @Test
  void anEditedFileIsInForceFromTheNextLineOn() throws Exception {
    Path file = Files.writeString(directory.resolve("p.js"), DENY);
    Path saved = directory.resolve("saved.js");
    FutureTask<MachineState> task =
        new FutureTask<>(() -> {
          Screen screen = new Screen();
          try (Interpreter interpreter = new Interpreter(screen, false)) {
            interpreter.run("echo always > /sys/kernel/mm/transparent_hugepage/enabled");
            interpreter.run("m = spawn('db').mmap('64M', { at: 0x7f0000000000 })");
            interpreter.run("a = attach(%s)".formatted(quoted(file)));
            interpreter.run("m.touch('0..2M')");
            Files.writeString(file, ABSTAIN);
            interpreter.run("m.touch('2M..4M')");
            interpreter.run("a.stats.denied > 0 && a.stats.abstained > 0");
            assertEquals(List.of("512", "1", "true"), screen.last(3));
            assertEquals(1, screen.problems.size());
            assertTrue(screen.problems.getFirst().contains("loaded again"));
            Files.writeString(file, "export const contract = \"lab/1\";");
            interpreter.run("m.touch('4M..6M')");
            assertEquals(List.of("1"), screen.last(1));
            assertTrue(screen.problems.getLast().endsWith("stays in force"));
            Files.writeString(file, ABSTAIN);
            interpreter.run(".back 3");
            interpreter.run("m.touch('2M..4M')");
            assertEquals(List.of("1"), screen.last(1));
            interpreter.run(".save " + saved);
            return interpreter.session().state();
          }
        });
    ScriptHost.newThread("session", task).start();
    MachineState state = task.get();
    Files.delete(file);
    assertEquals(List.of(), state.diff(run(".load " + saved)));
  }

  @Test
  void aTextThatIsNoSessionIsOneLine() throws IOException {
    String script = "p = 1\n[2].map(String)\n";
    assertEquals(List.of(script), SessionScript.lines(script));
    List<String> lines = List.of("a", "`b\n//`\nc", "// comment");
    assertEquals(lines, SessionScript.lines(SessionScript.of(lines)));
    assertFalse(SessionScript.of(List.of()).isEmpty());
  }
}
