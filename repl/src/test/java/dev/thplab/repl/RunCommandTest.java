package dev.thplab.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs experiments as a user does.
final class RunCommandTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(Path experiment, Path results) {
    String[] args = {"run", experiment.toString(), "--out", results.toString()};
    return Main.run(
        args,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private int run(String name, String text) throws IOException {
    return run(Files.writeString(directory.resolve(name), text), directory.resolve("out"));
  }

  private String problems() {
    return err.toString(StandardCharsets.UTF_8).replace(directory + "/", "");
  }

  private List<JsonNode> results(String name) throws IOException {
    return Files.readAllLines(directory.resolve("out/" + name + ".results.jsonl")).stream()
        .map(JSON::readTree)
        .toList();
  }

  private static List<JsonNode> ofKind(List<JsonNode> results, String kind) {
    return results.stream().filter(line -> line.get("kind").asString().equals(kind)).toList();
  }

  /// 16 pages are touched: 16 faults with base pages, one with a folio of 64 kB.
  @Test
  void cellsOfMarkdownShareOneSession() throws IOException {
    String text =
        """
        ---
        title: Two cells
        machine: { memory: 256M }
        ---
        Prose, and code that does not run:

        ```js
        throw 1;
        ```

        ```js thp id=first
        const region = spawn("x").mmap("64k");
        ```
        ```js thp
        expect(region.touch(), "faults").toBe(16);
        record("size", [{ size: region.size, of: "x" }]);
        region.size
        ```
        """;
    assertThat(run("two.md", text)).as(problems()).isZero();
    List<JsonNode> results = results("two");
    assertThat(results.getFirst().get("title").asString()).isEqualTo("Two cells");
    assertThat(ofKind(results, "cell"))
        .extracting(cell -> cell.get("cell").asString() + " " + cell.get("line").asInt())
        .containsExactly("first 12", "cell-2 15");
    JsonNode expectation = ofKind(results, "expect").getFirst();
    assertThat(expectation.get("line").asInt()).isEqualTo(15);
    assertThat(expectation.get("passed").asBoolean()).isTrue();
    assertThat(ofKind(results, "row").getFirst().get("values").toString())
        .isEqualTo("{\"size\":65536,\"of\":\"x\"}");
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("cell-2:").contains("65536");
  }

  @Test
  void thePercentFormatIsRead() throws IOException {
    String text =
        """
        // ---
        // title: Percent
        // seed: 7
        // ---
        const before = 1;
        // %% [markdown]
        // Prose.
        // %% id=named timeout=1m
        expect(before).toBe(1);
        """;
    assertThat(run("percent.js", text)).as(problems()).isZero();
    List<JsonNode> results = results("percent");
    assertThat(results.getFirst().get("seed").asInt()).isEqualTo(7);
    assertThat(ofKind(results, "cell"))
        .extracting(cell -> cell.get("cell").asString() + " " + cell.get("line").asInt())
        .containsExactly("cell-1 5", "named 9");
  }

  @Test
  void anExpectationThatFailsSaysByHowMuchAndTheRestRuns() throws IOException {
    String text =
        """
        // %%
        expect(120, "faults").toBeLessThan(100);
        expect([3, 2, 2], "waste").toFall();
        // %%
        expect(1).toBeAtLeast(1);
        """;
    assertThat(run("e.js", text)).isEqualTo(ExitCode.EXPECTATION_FAILED);
    assertThat(problems())
        .contains("thplab: e.js:2: faults: 120 must be less than 100: it is 20 more\n")
        .contains(
            "thplab: e.js:3: waste: value 3 (2) must be less than value 2 (2): it is the same\n");
    assertThat(ofKind(results("e"), "expect"))
        .extracting(line -> line.get("passed").asBoolean())
        .containsExactly(false, false, true);
  }

  @Test
  void generatedWorkloadsRunOnceForEachSeed() throws IOException {
    String text =
        """
        // ---
        // seed: 3
        // ---
        const rows = compare({ never: "never", always: "always" },
          { workload: "zipf:bytes=4M,accesses=500", seeds: 3, columns: ["pgfault"] });
        expect(rows.length).toBe(6);
        expect(rows[5].seed).toBe(5);
        const [always] = differences(rows, "never", "pgfault");
        expect(always.high).toBeLessThan(0);
        """;
    assertThat(run("seeds.js", text)).as(problems()).isZero();
    assertThat(ofKind(results("seeds"), "result"))
        .extracting(line -> line.get("case").asString() + " " + line.get("seed").asInt())
        .containsExactly("never 3", "always 3", "never 4", "always 4", "never 5", "always 5");
  }

  /// Two programs that fill 16 and 8 pages take turns on one machine.
  @Test
  void severalTenantsShareTheMachineOfTheSession() throws IOException {
    String text =
        """
        load("sequential:bytes=64K,stride=4K,passes=1");
        load("sequential:bytes=32K,stride=4K,passes=1");
        const { finished } = run();
        expect(finished.length).toBe(2);
        expect(processes.length).toBe(2);
        expect(vmstat("pgfault").pgfault).toBe(24);
        // %%
        load("sequential:bytes=1");
        """;
    assertThat(run("tenants.js", text)).isEqualTo(ExitCode.POLICY_FAILED);
    assertThat(problems())
        .startsWith(
            "thplab: tenants.js:8:1: LabError: load: workload 'sequential': bytes (1) must be in");
    assertThat(ofKind(results("tenants"), "expect"))
        .extracting(line -> line.get("passed").asBoolean())
        .containsExactly(true, true, true);
  }

  /// What is malformed before anything runs leaves no results.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "---;titel: x;---;```js thp;1;``` | x.md:2: unknown key 'titel', did you mean 'title'?",
        "---;title: x | x.md:1: the front matter has no end, a line '---'",
        "---;title: [;---;```js thp;1;``` | x.md:2: front matter is not YAML: while parsing a flow"
            + " node, expected",
        "---;seed: often;---;```js thp;1;``` | x.md:2: seed (\"often\") must be a whole number",
        "---;timeout: 3 days;---;```js thp;1;``` | x.md:2: timeout (3 days) must be a time such as",
        "---;machine: { memry: 1G };---;```js thp;1;``` | x.md: machine: unknown option memry",
        ";;```js thp tiemout=3s;1;``` | x.md:3: unknown option 'tiemout', did you mean",
        "```js thp id=a;1;```;```js thp id=a;1;``` | x.md:4: two cells have the id 'a'",
        "only prose | x.md: no cell; one begins with"
      })
  void malformedFilesAreRefusedWithTheirLine(String text, String message) throws IOException {
    assertThat(run("x.md", text.replace(';', '\n'))).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(problems()).startsWith("thplab: " + message);
    assertThat(problems().lines().count()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "compare(7) | 107 | x.js:4:1: LabError: compare: cases (7) must be an object of texts",
        "load('none.thpt') | 107 | x.js:4:1: LabError: none.thpt: no such file",
        "plot([{ a: 1, b: 'x' }], { x: 'a', y: 'b' }) | 107 | x.js:4:1: LabError: plot: y 'b' (x)"
            + " must be a number",
        "nothing.here | 107 | x.js:4:1: ReferenceError: nothing is not defined",
        "for (;;) {} | 108 | x.js:4: the cell did not end within 500 ms",
        "compare({ never: 'never' }, { workload: 'zipf:accesses=900M' }) | 108 | x.js:4: the cell"
            + " did not"
      })
  void whatTheCellsBeforeAFailureFoundIsKept(String script, int exitCode, String message)
      throws IOException {
    String text =
        "record('kept', [{ n: 1 }]);\n// %%\n// %% timeout=500ms\n"
            + script
            + "\n// %%\nrecord('never', [{ n: 2 }]);\n";
    assertThat(run("x.js", text)).isEqualTo(exitCode);
    assertThat(problems()).startsWith("thplab: " + message);
    List<JsonNode> results = results("x");
    assertThat(ofKind(results, "row"))
        .extracting(line -> line.get("name").asString())
        .containsExactly("kept");
    assertThat(results.getLast().get("end").asString())
        .isEqualTo(exitCode == ExitCode.POLICY_FAILED ? "failed" : "timed-out");
  }

  @Test
  void aPolicyThatFailsIsTold() throws IOException {
    Path policy =
        Files.writeString(
            directory.resolve("p.js"),
            "export const contract = 'lab/1'; export const getSuggestedOrder = () => 'x';");
    String text =
        "compare({ mine: 'enabled=always,policy=%s' }, { workload: 'zipf:bytes=4M,accesses=9' });"
            .formatted(policy);
    assertThat(run("p.exp.js", text)).isEqualTo(ExitCode.POLICY_FAILED);
    assertThat(problems()).contains("p.js");
  }

  @Test
  void twoExperimentsOfOneNameAreRefused() throws IOException {
    Path one = Files.writeString(directory.resolve("a.js"), "1");
    Path other = Files.writeString(directory.resolve("a.md"), "```js thp\n1\n```\n");
    int exitCode =
        Main.run(
            new String[] {"run", one.toString(), other.toString(), "--out", directory + "/out"},
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    assertThat(exitCode).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(problems())
        .isEqualTo("thplab: a.js and a.md would both write out/a.results.jsonl\n");
  }

  @Test
  void onATerminalOneLineSaysHowFarItHasCome() throws IOException {
    Path file = Files.writeString(directory.resolve("two.js"), "1\n// %% id=other\n2\n");
    String[] args = {"run", file.toString(), "--out", directory + "/out"};
    Cli terminal = Cli.onTerminal(80, Map.of("TERM", "xterm")).run(args);
    assertThat(terminal.exitCode()).isZero();
    assertThat(terminal.err())
        .startsWith(ProgressBar.ERASE + "cell 1 of 2: cell-1" + ProgressBar.ERASE)
        .contains("cell 2 of 2: other" + ProgressBar.ERASE)
        .contains("writing the report" + ProgressBar.ERASE);
    assertThat(Cli.toFiles().run(args).err())
        .isEqualTo("thplab: %s: done, report in %s/out/two.html\n".formatted(file, directory));
  }
}
