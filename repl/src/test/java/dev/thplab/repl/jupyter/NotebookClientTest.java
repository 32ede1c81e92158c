package dev.thplab.repl.jupyter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.thplab.repl.Main;
import dev.thplab.runtime.report.NotebookKernel;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// The kernel under Jupyter's own clients: nbclient runs notebooks, nbconvert makes pages of them.
class NotebookClientTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String EXECUTE =
      """
      import sys, nbformat
      from nbclient import NotebookClient
      notebook = nbformat.read(sys.argv[1], as_version=4)
      nbformat.validate(notebook)
      try:
          NotebookClient(notebook, timeout=120, kernel_name="thplab", allow_errors=True).execute()
      finally:
          nbformat.validate(notebook)
          nbformat.write(notebook, sys.argv[1])
      """;

  private static String python;

  @TempDir private Path directory;

  @BeforeAll
  static void findJupyter() throws IOException, InterruptedException {
    for (String candidate : List.of("python3", "/usr/bin/python3")) {
      Process probe =
          new ProcessBuilder(candidate, "-c", "import nbclient, nbconvert")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (probe.waitFor() == 0) {
        python = candidate;
        return;
      }
    }
    String reason =
        "no python3 with nbclient and nbconvert (apt-get install python3-nbclient"
            + " jupyter-nbconvert)";
    System.out.println("NotebookClientTest skips its tests: " + reason);
    abort(reason);
  }

  /// Installs the kernel with a launcher that starts these classes.
  @BeforeEach
  void install() throws IOException {
    Path launcher = directory.resolve("thplab");
    Files.writeString(
        launcher,
        """
        #!/bin/sh
        exec '%s' --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
          -cp '%s' %s "$@"
        """
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                Main.class.getName()));
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    KernelSpec.install(directory.resolve("jupyter"), NotebookKernel.NAME, launcher);
  }

  private String run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JUPYTER_DATA_DIR", directory.resolve("jupyter").toString());
    builder.environment().put("IPYTHONDIR", directory.resolve("ipython").toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  private Path notebook(String... sources) throws IOException {
    var notebook = JSON.createObjectNode().put("nbformat", 4).put("nbformat_minor", 5);
    notebook
        .putObject("metadata")
        .putObject("kernelspec")
        .put("name", NotebookKernel.NAME)
        .put("display_name", NotebookKernel.DISPLAY_NAME);
    var cells = notebook.putArray("cells");
    for (String source : sources) {
      var cell = cells.addObject().put("cell_type", "code").put("id", "cell-" + cells.size());
      cell.putNull("execution_count");
      cell.put("source", source).putObject("metadata");
      cell.putArray("outputs");
    }
    return Files.writeString(directory.resolve("notebook.ipynb"), notebook.toString());
  }

  /// Runs a notebook and returns its cells.
  private List<JsonNode> execute(Path notebook) throws IOException, InterruptedException {
    run(python, "-c", EXECUTE, notebook.toString());
    JsonNode cells = JSON.readTree(Files.readString(notebook)).path("cells");
    return StreamSupport.stream(cells.spliterator(), false).toList();
  }

  /// Text of a notebook, which keeps it as its lines.
  private static String text(JsonNode lines) {
    if (lines.isString()) {
      return lines.stringValue();
    }
    return StreamSupport.stream(lines.spliterator(), false)
        .map(JsonNode::asString)
        .collect(Collectors.joining());
  }

  /// 64 kB are 16 pages, of which each is a fault.
  @Test
  void aNotebookRunsAndBecomesAPage() throws IOException, InterruptedException {
    Path notebook =
        notebook(
            "const m = spawn('db').mmap('64k', { at: 0x7f0000000000 })",
            "m.touch()",
            "grep pgfault /proc/vmstat",
            "throw new TypeError('on purpose')",
            "[{ a: 1, b: 'x' }, { a: 22, b: 'y' }]");
    List<JsonNode> cells = execute(notebook);
    assertThat(cells.get(0).path("outputs").isEmpty()).isTrue();
    assertThat(text(cells.get(1).at("/outputs/0/data/text~1plain"))).isEqualTo("16");
    assertThat(text(cells.get(2).at("/outputs/0/text"))).isEqualTo("pgfault 16\n");
    assertThat(cells.get(3).at("/outputs/0/ename").asString()).isEqualTo("TypeError");
    assertThat(cells.get(3).at("/outputs/0/evalue").asString()).isEqualTo("on purpose");
    assertThat(text(cells.get(4).at("/outputs/0/data/text~1plain")))
        .isEqualTo(" a  b\n 1  x\n22  y");
    assertThat(cells.get(4).path("execution_count").asInt()).isEqualTo(5);

    run(python, "-m", "nbconvert", "--to", "html", notebook.toString());
    assertThat(Files.readString(directory.resolve("notebook.html"))).contains("pgfault 16");
  }

  /// Outputs of the code cells without their numbers, texts in one piece.
  private static List<JsonNode> outputs(List<JsonNode> cells) {
    List<JsonNode> outputs = new ArrayList<>();
    for (JsonNode cell : cells) {
      for (JsonNode output : cell.path("outputs")) {
        ObjectNode plain = JSON.createObjectNode();
        plain.put("cell", cell.path("id").stringValue());
        plain.set("output_type", output.path("output_type"));
        plain.put("text", text(output.path("text")));
        output
            .path("data")
            .properties()
            .forEach(entry ->
                plain.set(
                    entry.getKey(),
                    entry.getValue().isObject()
                        ? entry.getValue()
                        : StringNode.valueOf(text(entry.getValue()))));
        outputs.add(plain);
      }
    }
    return outputs;
  }

  /// The machine has 256 MiB and the seed is 7, which only the first cell of the notebook says.
  @Test
  void theNotebookOfAnExperimentGivesTheSameOutputsAgain()
      throws IOException, InterruptedException {
    Path experiment =
        Files.writeString(
            directory.resolve("small.md"),
            """
            ---
            seed: 7
            machine: { memory: 256M }
            ---
            ```js thp id=rows
            const rows = compare(
              { never: "never", always: "always" },
              { workload: "zipf:bytes=8M,theta=0.9,accesses=2k", seeds: 2, columns: ["pgfault", "tlb_walks"] });
            expect(rows[0].pgfault, "faults").toBeGreaterThan(0);
            rows
            ```
            ```js thp id=chart
            record("named", rows.map((row) => ({ name: row.case, faults: row.pgfault })));
            plot(rows, { x: "seed", y: "tlb_walks", color: "case", title: "Walks" })
            ```
            ```js thp id=machine
            cat("/proc/meminfo").split("\\n")[0]
            ```
            """);
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    String[] args = {"run", "-q", experiment.toString(), "--out", directory.toString()};
    assertThat(Main.run(args, nowhere, nowhere)).isZero();
    Path notebook = directory.resolve("small.ipynb");
    JsonNode written = JSON.readTree(Files.readString(notebook)).path("cells");
    List<JsonNode> expected = outputs(StreamSupport.stream(written.spliterator(), false).toList());
    assertThat(expected).hasSize(5);
    assertThat(outputs(execute(notebook))).isEqualTo(expected);
  }
}
