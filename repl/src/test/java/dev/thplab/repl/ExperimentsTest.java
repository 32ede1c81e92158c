package dev.thplab.repl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.thplab.repl.Browser.Visit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs every experiment of `scripts/experiments` as a user does, and looks at what that writes.
final class ExperimentsTest {
  private static final Path EXPERIMENTS = Path.of("../scripts/experiments");

  @TempDir private static Path first;
  @TempDir private static Path second;

  static List<Path> experiments() throws IOException {
    try (Stream<Path> files = Files.list(EXPERIMENTS)) {
      return files.sorted().toList();
    }
  }

  /// Runs an experiment; what it writes into `first` is there for all tests.
  private static void run(Path experiment, Path out) {
    ByteArrayOutputStream problems = new ByteArrayOutputStream();
    int exitCode =
        Main.run(
            new String[] {"run", "--quiet", experiment.toString(), "--out", out.toString()},
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(problems, true, StandardCharsets.UTF_8));
    assertThat(exitCode).as(problems.toString(StandardCharsets.UTF_8)).isZero();
  }

  /// The file with an ending that an experiment writes.
  private static Path written(Path experiment, String ending) {
    String file = experiment.getFileName().toString();
    Path written = first.resolve(file.substring(0, file.lastIndexOf('.')) + ending);
    if (!Files.exists(written)) {
      run(experiment, first);
    }
    return written;
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void holdsAndGivesTheSameBytesAgain(Path experiment) {
    run(experiment, second);
    for (String ending : List.of(".results.jsonl", ".html", ".ipynb")) {
      Path file = written(experiment, ending);
      assertThat(second.resolve(file.getFileName())).hasSameBinaryContentAs(file);
    }
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void thePageOpensInABrowser(Path experiment, @TempDir Path profile)
      throws IOException, InterruptedException {
    Path program = Browser.installed();
    assumeTrue(program != null, "no Chromium on PATH: the page was not opened");
    List<String> results = Files.readAllLines(written(experiment, ".results.jsonl"));
    long nrCharts = results.stream().filter(line -> line.contains("\"kind\":\"chart\"")).count();
    assertThat(nrCharts).isPositive();
    Path page = written(experiment, ".html");
    try (Browser browser = new Browser(program, profile)) {
      for (int width : new int[] {400, 1280}) {
        for (boolean dark : new boolean[] {false, true}) {
          Visit visit =
              browser.open(
                  page,
                  width,
                  dark,
                  "document.documentElement.dataset.charts === '%d'".formatted(nrCharts));
          assertThat(visit.complaints()).isEmpty();
          assertThat(visit.requests()).isEmpty();
          assertThat(browser.evaluate(CHARTS_WITH_MARKS)).isEqualTo(Long.toString(nrCharts));
          assertThat(browser.evaluate(TABLES_BESIDE_CHARTS)).isEqualTo(Long.toString(nrCharts));
          assertThat(browser.evaluate(NR_RESULTS)).isEqualTo(Integer.toString(results.size()));
          assertThat(browser.evaluate(OVERFLOW)).isEqualTo("0");
        }
      }
    }
  }

  private static final String CHARTS_WITH_MARKS =
      """
      String([...document.querySelectorAll(".chart svg")]
        .filter((chart) => chart.querySelector(".role-mark path[aria-label]") !== null).length)
      """;

  private static final String TABLES_BESIDE_CHARTS =
      "String(document.querySelectorAll('.beside > .chart ~ .table table').length)";

  private static final String NR_RESULTS =
      "String(JSON.parse(document.querySelector('#results').textContent).length)";

  /// By how many pixels the page is wider than the window.
  private static final String OVERFLOW =
      "String(document.documentElement.scrollWidth - document.documentElement.clientWidth)";

  /// To Markdown, which has each picture in a file: HTML of nbconvert 6 drops what is in an SVG.
  @ParameterizedTest
  @MethodSource("experiments")
  void theNotebookConverts(Path experiment) throws IOException, InterruptedException {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "jupyter-nbconvert"))),
        "no jupyter-nbconvert on PATH: the notebook was not converted");
    Path messages = second.resolve("nbconvert.txt");
    Path notebook = written(experiment, ".ipynb");
    int exitCode =
        new ProcessBuilder(
                "jupyter-nbconvert", "--to=markdown", "--output-dir=" + second, notebook.toString())
            .redirectErrorStream(true)
            .redirectOutput(messages.toFile())
            .start()
            .waitFor();
    assertThat(exitCode).isZero();
    assertThat(messages).content().doesNotContain("invalid", "Warning");
    String name = notebook.getFileName().toString().replace(".ipynb", "");
    try (Stream<Path> pictures = Files.list(second.resolve(name + "_files"))) {
      assertThat(pictures)
          .isNotEmpty()
          .allSatisfy(picture -> assertThat(picture).content().contains("aria-roledescription"));
    }
  }
}
