package dev.thplab.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `compare --explain` over the program of [TinyTrace], whose decisions can be worked out by hand.
final class ExplainTest {
  private static final JsonMapper MAPPER = new JsonMapper();

  @TempDir private Path directory;
  private Path tiny;

  @BeforeEach
  void writeTrace() throws IOException {
    tiny = TinyTrace.write(directory);
  }

  private Cli compare(String caseText, String... more) {
    Cli cli = Cli.toFiles();
    String[] args = {"compare", "--trace", tiny.toString(), "--case", caseText};
    String[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return cli.run(all);
  }

  private List<JsonNode> explain(String caseText, String... more) throws IOException {
    Path file = directory.resolve("why.jsonl");
    String[] all = Arrays.copyOf(more, more.length + 2);
    all[more.length] = "--explain";
    all[more.length + 1] = file.toString();
    Cli cli = compare(caseText, all);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    return Files.readAllLines(file).stream().map(MAPPER::readTree).toList();
  }

  private static String lost(JsonNode line) {
    StringBuilder text = new StringBuilder();
    for (JsonNode each : line.get("lost")) {
      text.append(each.get("reason").asString()).append(each.get("order").asInt()).append(' ');
    }
    return text.toString().strip();
  }

  /// Pages 0 to 2 are written, page 512 read, page 513 written; the copy that the child's write
  /// makes is no question. Each asks for its own size.
  @Test
  void writesALineForEachFirstTouch() throws IOException {
    List<JsonNode> lines = explain("never");
    assertThat(lines).hasSize(5);
    JsonNode first = lines.getFirst();
    assertThat(first.get("case").asString()).isEqualTo("never");
    assertThat(first.get("pid").asInt()).isEqualTo(10);
    assertThat(first.get("comm").asString()).isEqualTo("tiny");
    assertThat(first.get("vma_start").asString()).isEqualTo("7f0000000000");
    assertThat(first.get("vma_end").asString()).isEqualTo("7f0000400000");
    assertThat(first.get("address").asString()).isEqualTo("7f0000000000");
    assertThat(first.get("type").asString()).isEqualTo("pagefault");
    assertThat(first.get("decided_by").asString()).isEqualTo("default");
    assertThat(first.get("offered").toString()).isEqualTo("[0,1,2,3,4,5,6,7,8,9,18]");
    assertThat(first.get("obtained").asInt()).isZero();
    assertThat(lost(first))
        .isEqualTo("size1 size18 sysfs2 sysfs3 sysfs4 sysfs5 sysfs6 sysfs7 sysfs8 sysfs9");
    // Page 1: the table is there, so only the smaller sizes are asked for.
    assertThat(lines.get(1).get("offered").toString()).isEqualTo("[0,1,2,3,4,5,6,7,8]");
    assertThat(lost(lines.get(1))).endsWith("page-table9");
    // Page 512: a read asks for 2 MiB and, without it, maps the zero page.
    assertThat(lines.get(3).get("offered").toString()).isEqualTo("[9]");
    assertThat(lines.get(3).get("result").asString()).isEqualTo("zero");
  }

  @Test
  void namesThePolicyThatDecided() throws IOException {
    Path policy =
        Files.writeString(
            directory.resolve("none.js"),
            """
            import { DENY } from "thp";
            export const contract = "lab/1";
            export const name = "test.None";
            export function getSuggestedOrder() {
              return DENY;
            }
            """);
    JsonNode first = explain("mine:enabled=always,policy=" + policy).getFirst();
    JsonNode decider = first.get("decided_by");
    assertThat(decider.get("policy").asString()).isEqualTo("test.None");
    assertThat(decider.get("contract").asString()).isEqualTo("lab/1");
    assertThat(decider.get("scope").asString()).isEqualTo("global");
    assertThat(decider.get("sha256").asString()).hasSize(64);
    assertThat(first.get("chosen").toString()).isIn("[]", "[0]");
    assertThat(lost(first)).contains("policy9").doesNotContain("sysfs");
  }

  @Test
  void keepsToOneProcess() throws IOException {
    assertThat(explain("never", "--explain-pid", "11")).isEmpty();
  }

  /// No policy, no shortage and no heap: only page faults and khugepaged's questions are left.
  @Test
  void keepsToWhatIsAskedFor() throws IOException {
    assertThat(explain("always", "--explain-only", "pagefault"))
        .isNotEmpty()
        .allMatch(line -> line.get("type").asString().equals("pagefault"));
    assertThat(explain("always", "--explain-only", "fallback")).isEmpty();
    assertThat(explain("always", "--explain-only", "vma=[heap]")).isEmpty();
    assertThat(explain("never", "--explain-only", "policy")).isEmpty();
  }

  /// The worker of a policy writes what the run in this process would.
  @Test
  void tellsTheSameOfAWorker() throws IOException {
    Path policy =
        Files.writeString(
            directory.resolve("small.js"),
            """
            import { orders } from "thp";
            export const contract = "lab/1";
            export function getSuggestedOrder(q) {
              return q.address === null ? orders.atMost(9) : orders.atMost(4);
            }
            """);
    String caseText = "mine:enabled=always,policy=" + policy;
    List<JsonNode> here = explain(caseText, "--explain-only", "policy");
    assertThat(here).isNotEmpty();
    assertThat(here.getFirst().get("policies").get(0).get("fields_read").toString())
        .isEqualTo("[\"address\"]");
    assertThat(explain(caseText, "--explain-only", "policy", "--untrusted")).isEqualTo(here);
    assertThat(explain("never", "--untrusted")).isEqualTo(explain("never"));
  }

  @Test
  void compressesAndRepeatsItself() throws IOException {
    Path plain = directory.resolve("a.jsonl");
    Path packed = directory.resolve("a.jsonl.gz");
    compare("always", "--explain", plain.toString());
    compare("always", "--explain", packed.toString());
    try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(Files.readString(plain))
          .endsWith("}\n");
    }
  }

  private void assertFails(int exitCode, String message, String... more) {
    Cli cli = compare("never", more);
    assertThat(cli.exitCode()).isEqualTo(exitCode);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err().strip()).startsWith("thplab: " + message).doesNotContain("\n");
  }

  @Test
  void refusesWhatItCannotWriteTo() {
    Path missing = directory.resolve("no").resolve("a.jsonl");
    assertFails(
        ExitCode.INVALID_INPUT,
        "explain " + missing + ": no such directory",
        "--explain",
        missing.toString());
    assertFails(ExitCode.USAGE, "--explain (-) must be a file", "--explain", "-");
    assertFails(ExitCode.USAGE, "--explain-pid needs --explain", "--explain-pid", "10");
    assertFails(ExitCode.USAGE, "--explain-only needs --explain", "--explain-only", "policy");
    String file = directory.resolve("a.jsonl").toString();
    assertFails(
        ExitCode.USAGE,
        "--explain-only (shadows) must be one of pagefault, ",
        "--explain",
        file,
        "--explain-only",
        "shadows");
  }
}
