package dev.thplab.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The page and the notebook of a run.
final class ReportTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path directory;

  private int run(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return Main.run(
        new String[] {"run", file.toString(), "--out", directory + "/out"}, nowhere, nowhere);
  }

  private String written(String file) throws IOException {
    return Files.readString(directory.resolve("out").resolve(file));
  }

  private List<JsonNode> notebookCells(String file) throws IOException {
    JsonNode notebook = JSON.readTree(written(file));
    assertThat(notebook.get("nbformat").asInt() + "." + notebook.get("nbformat_minor").asInt())
        .isEqualTo("4.5");
    assertThat(notebook.at("/metadata/kernelspec/name").asString()).isEqualTo("thplab");
    return StreamSupport.stream(notebook.get("cells").spliterator(), false).toList();
  }

  private static String source(JsonNode cell) {
    return StreamSupport.stream(cell.get("source").spliterator(), false)
        .map(JsonNode::asString)
        .reduce("", String::concat);
  }

  private static final String HOSTILE = "</script><img src=x onerror=alert(1)>&\"";

  /// The results have the text as it is, in JSON whose `<` is written as a number.
  @Test
  void nothingOfAnExperimentBecomesMarkup() throws IOException {
    String text =
        """
        # Title %1$s

        Prose %1$s ![picture](http://127.0.0.1/p.png) [link](javascript:alert(1))

        ```js thp
        // %1$s
        record(`%1$s`, [{ [`%1$s`]: `%1$s` }]);
        plot([{ a: `%1$s`, b: 1 }], { x: "a", y: "b", title: `%1$s` });
        expect(1, `%1$s`).toBe(2);
        `%1$s`
        ```
        """
            .formatted(HOSTILE);
    assertThat(run("hostile.md", text)).isEqualTo(ExitCode.EXPECTATION_FAILED);
    String page = written("hostile.html");
    // What is behind is the libraries.
    page = page.substring(0, page.indexOf("<script>"));
    assertThat(page)
        .doesNotContain("<img", "</script><", "src=\"http", "javascript:alert")
        .contains("Prose &lt;/script&gt;")
        .contains("<a href=\"http://127.0.0.1/p.png\">picture</a>");
    JsonNode results =
        JSON.readTree(behind(page, "<script type=\"application/json\" id=\"results\">"));
    assertThat(results)
        .filteredOn(line -> line.get("kind").asString().equals("row"))
        .singleElement()
        .satisfies(line -> assertThat(line.at("/name").asString()).isEqualTo(HOSTILE));
    assertThat(page)
        .contains("default-src 'none'; script-src 'sha256-")
        .doesNotContain("unsafe-eval");
  }

  /// The text of the element that `tag` opens.
  private static String behind(String page, String tag) {
    int start = page.indexOf(tag) + tag.length();
    return page.substring(start, page.indexOf("</script>", start));
  }

  @Test
  void aFailedRunHasAPageAndANotebookOfWhatRan() throws IOException {
    String text =
        """
        // ---
        // title: It stops
        // seed: 7
        // ---
        // %% id=kept
        record("kept", [{ n: 1234 }]);
        expect(120, "faults").toBeLessThan(100);
        // %% [markdown]
        // Then *this*:
        // %% id=broken
        nothing;
        // %% id=late
        record("late", [{ n: 2 }]);
        """;
    assertThat(run("stops.js", text)).isEqualTo(ExitCode.POLICY_FAILED);
    assertThat(written("stops.html"))
        .contains("<title>It stops</title>")
        .contains("A cell failed, those behind it did not run. 1 of 1 expectations fails.")
        .contains("<td class=\"number\">1,234</td>")
        .contains("120 must be less than 100: it is 20 more")
        .contains("<p>Then <em>this</em>:</p>")
        .contains("The cell failed: ReferenceError: nothing is not defined")
        .contains("This cell did not run.")
        .contains("Nothing here is a promise of any kernel.")
        .contains("script-src 'none'");
    List<JsonNode> cells = notebookCells("stops.ipynb");
    assertThat(cells)
        .extracting(
            cell -> cell.get("id").asString() + " " + cell.path("execution_count").asString("-"))
        .containsExactly("front-matter -", "kept 1", "prose-1 -", "broken 2", "late -");
    assertThat(source(cells.getFirst()))
        .isEqualTo("// ---\n// title: It stops\n// seed: 7\n// ---");
    assertThat(cells.get(1).at("/outputs/0/data/text~1plain").asString()).isEqualTo("    n\n1,234");
    assertThat(cells.get(1).at("/outputs/1/name").asString()).isEqualTo("stderr");
    assertThat(cells.get(3).at("/outputs/0/output_type").asString()).isEqualTo("error");
    assertThat(cells.get(4).get("outputs")).isEmpty();
  }

  @Test
  void proseAroundCellsIsRendered() throws IOException {
    String text =
        """
        Before.

        ```js thp
        1;

        2;
        ```
        Between.

        ````js thp

        3;

        ````

        | of | n |
        |---|---|
        | a | 1 |
        """;
    assertThat(run("prose.md", text)).isZero();
    assertThat(written("prose.html"))
        .contains("<p>Before.</p>", "<p>Between.</p>", "<th>of</th>", "<td>a</td>");
    assertThat(notebookCells("prose.ipynb"))
        .extracting(cell -> cell.get("cell_type").asString() + " " + source(cell))
        .containsExactly(
            "markdown Before.",
            "code 1;\n\n2;",
            "markdown Between.",
            "code \n3;",
            "markdown | of | n |\n|---|---|\n| a | 1 |");
  }

  /// A table as the value of a cell is in the results as rows; a chart that is the value is there
  /// once.
  @Test
  void valuesAreKept() throws IOException {
    String text =
        """
        ```js thp id=table
        [{ n: 1, of: "a" }, { n: 2, of: "b" }]
        ```
        ```js thp id=number
        6 * 7
        ```
        ```js thp id=chart
        plot([{ n: 1, of: "a" }, { n: 2, of: "b" }], { x: "of", y: "n", title: "Both" })
        ```
        ```js thp id=nothing
        undefined
        ```
        """;
    assertThat(run("values.md", text)).isZero();
    assertThat(written("values.results.jsonl").lines())
        .contains(
            "{\"kind\":\"value\",\"cell\":\"number\",\"text\":\"42\",\"rows\":null}",
            "{\"kind\":\"value\",\"cell\":\"table\",\"text\":\"n  of\\n1  a\\n2  b\","
                + "\"rows\":[{\"n\":1,\"of\":\"a\"},{\"n\":2,\"of\":\"b\"}]}");
    List<JsonNode> cells = notebookCells("values.ipynb");
    assertThat(cells).extracting(cell -> cell.get("outputs").size()).containsExactly(1, 1, 1, 0);
    JsonNode chart = cells.get(2).at("/outputs/0/data");
    assertThat(chart.propertyNames())
        .containsExactly("application/vnd.vegalite.v5+json", "image/svg+xml", "text/plain");
    assertThat(chart.get("text/plain").asString()).startsWith("Both\n").contains("|***");
  }
}
