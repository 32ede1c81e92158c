package dev.thplab.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `compare --record` and `replay` over the program of [TinyTrace] under `always`.
final class ReplayCommandTest {
  /// Denies what begins at an address, unless its option says otherwise.
  private static final String POLICY =
      """
      import { ABSTAIN, DENY } from "thp";
      export const contract = "lab/1";
      export const options = { address: 0x7f0000200000 };
      export function getSuggestedOrder(q, options) {
        return q.address === options.address ? DENY : ABSTAIN;
      }
      """;

  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path directory;
  private Path tiny;
  private String recording;
  private String policy;

  @BeforeEach
  void record() throws IOException {
    tiny = TinyTrace.write(directory);
    recording = directory.resolve("d.jsonl.gz").toString();
    policy = Files.writeString(directory.resolve("b.js"), POLICY).toString();
    Cli cli = compare("--case", "always", "--record", recording);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
  }

  private Cli compare(String... more) {
    List<String> words = new ArrayList<>(List.of("compare", "--trace", tiny.toString()));
    words.addAll(List.of(more));
    return Cli.toFiles().run(words.toArray(String[]::new));
  }

  private Cli replay(String... more) {
    List<String> words = new ArrayList<>(List.of("replay", recording, "--policy", policy));
    words.addAll(List.of(more));
    return Cli.toFiles().run(words.toArray(String[]::new));
  }

  /// Page 512 is read; its 2 MiB is what the policy denies.
  @Test
  void listsWhatDiffers() {
    Cli cli = replay();
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out())
        .startsWith(policy + " decides otherwise in 1 of the ")
        .contains("process 10 (tiny): a page fault (read of 7f0000200000)\n")
        .contains("      VMA: 7f0000000000-7f0000400000\n      recorded: 2 MiB\n")
        .contains("      it read: address\n      outcome as recorded: 2 MiB (huge_zero), 1.58 us\n")
        .containsPattern("7f0000000000  7f0000200000  2 MiB     none\n$");
    cli = replay("--expect-same", "-o", "jsonl");
    assertThat(cli.exitCode()).isEqualTo(ExitCode.EXPECTATION_FAILED);
    assertThat(cli.out()).hasLineCount(1);
    JsonNode line = JSON.readTree(cli.out());
    assertThat(line.get("recorded").toString()).isEqualTo("[9]");
    assertThat(line.get("replayed").toString()).isEqualTo("[]");
  }

  @Test
  void takesOptionsOfThePolicy() {
    Cli cli = replay("--option", "address=1", "--expect-same", "-o", "json");
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    JsonNode json = JSON.readTree(cli.out());
    assertThat(json.get("first").isNull()).isTrue();
    assertThat(json.get("differences").isEmpty()).isTrue();
    assertThat(json.get("same").asInt()).isPositive().isEqualTo(json.get("asked").asInt());
  }

  @Test
  void aPolicyThatThrowsIsReported() throws IOException {
    Files.writeString(directory.resolve("b.js"), POLICY.replace("return", "q.no.way; return"));
    Cli cli = replay("--expect-same");
    assertThat(cli.exitCode()).isEqualTo(ExitCode.POLICY_FAILED);
    assertThat(cli.err()).contains("thplab: case 'always': ").contains("b.js:5:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --scope=comm:redis   | 104 | case 'always': policy-scope (comm:redis): the workload has no program 'redis'
          --scope=everyone     | 2   | scope (everyone) must be global, cgroup:/PATH, comm:PROGRAM or pid:NUMBER
          --option=address     | 2   | --option (address) must be NAME=VALUE
          --option=adress=1    | 104 | b.js: no option "adress"
          --trace=nowhere.thpt | 104 | trace nowhere.thpt: no such file
          --policy-strikes=0   | 2   | --policy-strikes (0) must be positive
          """)
  void refusesWrongOptions(String option, int exitCode, String message) {
    Cli cli = replay(option);
    assertThat(cli.err()).contains(message).hasLineCount(1);
    assertThat(cli.exitCode()).isEqualTo(exitCode);
    assertThat(cli.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --record=-       | --case=always | 2   | --record (-) must be a file: standard output has the results
          --record=no/d.gz | --case=always | 104 | recording no/d.gz: no such directory
          --record=d.gz    | -q            | 2   | --record wants one --case, not 3: a recording is of one run
          --untrusted      | --record=d.gz | 2   | --record wants one --case, not 3
          """)
  void refusesToRecord(String option, String other, int exitCode, String message) {
    Cli cli = compare(option, other);
    assertThat(cli.err()).contains(message).hasLineCount(1);
    assertThat(cli.exitCode()).isEqualTo(exitCode);
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void recordsNeitherBesideExplanationsNorInAWorker() {
    for (String other : List.of("--explain=" + directory.resolve("e.jsonl"), "--untrusted")) {
      Cli cli = compare("--case=always", "--record", recording, other);
      assertThat(cli.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(cli.err()).contains("--record cannot be used with " + other.substring(0, 9));
    }
  }

  /// As a test of a policy does it: by the words of the session.
  @Test
  void isAWordOfTests() throws IOException {
    Files.writeString(
        directory.resolve("b.test.js"),
        """
        test("decides as the kernel but for one address", () => {
          const { differences } = replay("d.jsonl.gz", policy("b.js"), { trace: "tiny.thpt.gz" });
          expect(differences).toHaveLength(1);
          expect(differences[0]).toMatchObject({ pid: 10, differs: [9], vma_name: null });
          const same = replay("d.jsonl.gz", policy("b.js"), { options: { address: 1 } });
          expect(same.differences).toEqual([]);
        });
        """);
    Cli cli = Cli.toFiles().run("test", directory.toString());
    assertThat(cli.exitCode()).as(cli.out()).isZero();
  }
}
