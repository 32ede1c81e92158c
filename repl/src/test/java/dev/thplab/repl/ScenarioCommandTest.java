package dev.thplab.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScenarioCommandTest {
  private static final String GOLDEN = "../scripts/scenarios/golden.json";
  private static final String RANDOM = "../scripts/scenarios/random.json";

  @TempDir private Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int scenario(String... args) {
    out.reset();
    err.reset();
    String[] all = new String[args.length + 1];
    all[0] = "scenario";
    System.arraycopy(args, 0, all, 1, args.length);
    return Main.run(
        all,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  @Test
  void saysHowManyScenariosMatch() {
    assertThat(scenario(GOLDEN, RANDOM, "--check")).isEqualTo(ExitCode.OK);
    assertThat(out()).isEqualTo("110 of 110 scenarios match\n");
    assertThat(err()).isEmpty();
  }

  @Test
  void showsTheFirstDifferenceAndExitsWith99() throws IOException {
    String changed =
        file(
            "changed.json",
            Files.readString(Path.of(GOLDEN))
                .replaceFirst(
                    "\"order\":9,\"map\":\"pmd\"}\\]}", "\"order\":8,\"map\":\"pmd\"}]}"));

    assertThat(scenario(changed, "--check", "--only", "enabled_*"))
        .isEqualTo(ExitCode.EXPECTATION_FAILED);
    assertThat(out())
        .isEqualTo(
            """
            enabled_always_plain_vma ops[1].events[0].order: kernel 8, thplab 9
            4 of 5 scenarios match
            """);
  }

  /// MADV_GUARD_INSTALL is EINVAL on 6.12: the call fails where the recorded 6.18 kernel's did not.
  @Test
  void checksAgainstTheRecordedKernelUnlessAskedForAnother() {
    assertThat(scenario(GOLDEN, "--check", "--only", "guard_install", "--check-invariants"))
        .isEqualTo(ExitCode.OK);
    assertThat(scenario(GOLDEN, "--check", "--only", "guard_install", "--kernel-profile", "6.12"))
        .isEqualTo(ExitCode.EXPECTATION_FAILED);
    assertThat(out())
        .isEqualTo(
            """
            guard_install ops[1].ret: kernel 0, thplab -1
            0 of 1 scenarios match
            """);
  }

  @Test
  void writesTheDocumentWithItsResults() throws IOException {
    assertThat(scenario(GOLDEN, "-o", "json")).isEqualTo(ExitCode.OK);
    String first = out();
    String written = file("written.json", first);

    assertThat(scenario(GOLDEN, "-o", "json")).isEqualTo(ExitCode.OK);
    assertThat(out()).isEqualTo(first);
    assertThat(scenario(written, "--check", "-o", "json")).isEqualTo(ExitCode.OK);
    assertThat(out()).isEqualTo(first);
    assertThat(err()).isEqualTo("50 of 50 scenarios match\n");
  }

  @Test
  void showsATableOfTheScenariosOfAName() {
    assertThat(scenario(GOLDEN, "--only", "mthp_16k*")).isEqualTo(ExitCode.OK);
    assertThat(out())
        .isEqualTo(
            """
            scenario            ops  faults errors  counters
            mthp_16k_only_seq     3     256      0  16kB/anon_fault_alloc=256 16kB/nr_anon=256
            """);
  }

  @Test
  void runsScenariosThatHaveNoResult() throws IOException {
    String file =
        file(
            "new.json",
            """
            {"format":"thp-oracle/1","scenarios":[{"name":"s","ops":[{"op":"reap"}]}]}
            """);

    assertThat(scenario(file, "-o", "json")).isEqualTo(ExitCode.OK);
    assertThat(out())
        .contains("\"result\":{\"ops\":[\n  {\"op\":\"reap\"}],\n  \"counters_final\":{}}");
    assertThat(scenario(file, "--check")).isEqualTo(ExitCode.EXPECTATION_FAILED);
    assertThat(out()).isEqualTo("s: no result is stored\n0 of 1 scenarios match\n");
  }

  @Test
  void answersBadInputWithOneLine() throws IOException {
    String file =
        file(
            "bad.json",
            """
            {"format":"thp-oracle/1","scenarios":[{"name":"s","ops":[{"op":"tuch"}]}]}
            """);
    String filling =
        file(
            "fill.json",
            """
            {"format":"thp-oracle/1","scenarios":[{"name":"s","ops":[
             {"op":"fill","addr":4096,"pages":1,"byte":1}]}]}
            """);

    assertThat(scenario(file)).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(err())
        .isEqualTo(
            "thplab: %s: scenario s, ops[0]: unknown op (tuch), did you mean 'touch'?%n"
                .formatted(file));
    assertThat(scenario(filling)).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(err())
        .isEqualTo(
            "thplab: %s: scenario s, ops[0] fill: 0x1000 is not writable%n".formatted(filling));
    assertThat(scenario("missing.json", "--check")).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(err()).isEqualTo("thplab: missing.json: no such file\n");
    assertThat(scenario(GOLDEN, "--only", "nothing*")).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(err()).isEqualTo("thplab: no scenario is named 'nothing*' in " + GOLDEN + "\n");
    assertThat(out()).isEmpty();
  }

  @Test
  void answersAWrongCommandLineWithOneLine() {
    assertThat(scenario(GOLDEN, "--only", "[")).isEqualTo(ExitCode.USAGE);
    assertThat(err()).startsWith("thplab: --only '[' is not a glob").hasLineCount(1);
    assertThat(scenario()).isEqualTo(ExitCode.USAGE);
    assertThat(err()).hasLineCount(1);
    assertThat(scenario(GOLDEN, "-o", "jsn")).isEqualTo(ExitCode.USAGE);
    assertThat(err()).contains("did you mean 'json'?").hasLineCount(1);
    assertThat(scenario(GOLDEN, "--kernel-profile", "7.1")).isEqualTo(ExitCode.USAGE);
    assertThat(err()).contains("6.12, 6.18, 7.2, did you mean '7.2'?").hasLineCount(1);
    assertThat(scenario(GOLDEN, "--check-invariants=often")).isEqualTo(ExitCode.USAGE);
    assertThat(err()).contains("'often' must be a whole number of 1 or more").hasLineCount(1);
  }
}
