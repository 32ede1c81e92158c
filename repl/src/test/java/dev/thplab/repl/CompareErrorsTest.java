package dev.thplab.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every mistake is one line and its exit code, and nothing on standard output.
final class CompareErrorsTest {
  private static final String LAB_1 = "export const contract = \"lab/1\";\n";

  @TempDir private Path directory;
  private Path tiny;

  @BeforeEach
  void writeTrace() throws IOException {
    tiny = TinyTrace.write(directory);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private String failing(int exitCode, String... args) {
    Cli cli = Cli.toFiles().run(args);
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(exitCode);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).startsWith("thplab: ").doesNotContain("at dev.thplab", "Exception");
    assertThat(cli.err().lines()).hasSize(1);
    return cli.err().strip();
  }

  private String badTrace(Path trace) {
    return failing(ExitCode.INVALID_INPUT, "compare", "--trace", trace.toString());
  }

  private String badCase(String spec) {
    return failing(
        ExitCode.USAGE, "compare", "--trace", tiny.toString(), "--case", "never", "--case", spec);
  }

  private String badPolicy(Path policy) {
    return failing(
        ExitCode.INVALID_INPUT,
        "compare",
        "--trace",
        tiny.toString(),
        "--case",
        "mine:policy=" + policy);
  }

  @Test
  void aMissingTrace() {
    Path missing = directory.resolve("missing.thpt.gz");
    assertThat(badTrace(missing)).isEqualTo("thplab: trace " + missing + ": no such file");
  }

  @Test
  void aDirectoryForATrace() {
    assertThat(badTrace(directory))
        .isEqualTo("thplab: trace " + directory + ": is a directory, not a trace");
  }

  @Test
  void aTruncatedGzipFile() throws IOException {
    byte[] whole = Files.readAllBytes(tiny);
    Path cut = Files.write(directory.resolve("cut.thpt.gz"), Arrays.copyOf(whole, 80));
    assertThat(badTrace(cut)).contains(cut + ":").endsWith("the gzip data ends too early");
  }

  @Test
  void anUnknownEvent() throws IOException {
    Path trace = file("t", "# {\"format\": \"thpt/1\"}\nC 1\nfrobnicate 1\n");
    assertThat(badTrace(trace))
        .isEqualTo("thplab: trace " + trace + ":3: unknown event 'frobnicate'");
  }

  @Test
  void badHexAtALine() throws IOException {
    Path trace = file("t", "# {\"format\": \"thpt/1\"}\nC 1\nmmap 7f0g 1000 3 22 a\n");
    assertThat(badTrace(trace)).contains(trace + ":3: '7f0g' must be a hexadecimal number");
  }

  @Test
  void aFileThatIsNoTrace() throws IOException {
    assertThat(badTrace(file("t", "hello\n"))).contains(":1: 'hello' must be a header");
    assertThat(badTrace(file("t", ""))).contains(":1: empty file");
  }

  @Test
  void aTraceThatNoKernelCouldHaveMade() throws IOException {
    Path trace = file("t", "# {\"format\": \"thpt/1\"}\nC 1\nfork 1\n");
    assertThat(badTrace(trace)).isEqualTo("thplab: trace " + trace + ", line 3: pid (1) is in use");
  }

  @Test
  void anUnknownPresetKeyOrValue() {
    assertThat(badCase("alway")).contains("unknown preset 'alway', did you mean 'always'?");
    assertThat(badCase("m:enabeld=always"))
        .contains("case 'm': unknown key 'enabeld', did you mean 'enabled'?; keys are preset,");
    assertThat(badCase("m:enabled=on"))
        .contains("case 'm': enabled (on) must be one of always, madvise, never");
    assertThat(badCase("never")).contains("case 'never' is given twice");
  }

  @Test
  void aPolicyThatIsNotThere() {
    Path missing = directory.resolve("missing.js");
    assertThat(badPolicy(missing)).isEqualTo("thplab: " + missing + ": no such file");
    assertThat(badPolicy(directory)).contains("is a directory");
  }

  @Test
  void aPolicyWithASyntaxError() throws IOException {
    Path policy = file("p.js", LAB_1 + "export function getSuggestedOrder(q) { return ( }\n");
    assertThat(badPolicy(policy)).startsWith("thplab: " + policy + ":2:").contains("SyntaxError");
  }

  @Test
  void aPolicyWithoutTheExport() throws IOException {
    Path policy = file("p.js", LAB_1);
    assertThat(badPolicy(policy)).contains(policy + ": no export \"getSuggestedOrder\"");
  }

  @Test
  void aPolicyWithAnUnknownContract() throws IOException {
    Path policy = file("p.js", "export const contract = \"lab/7\";\n");
    assertThat(badPolicy(policy)).contains("unknown contract \"lab/7\"; known: lab/1, ");
  }

  @Test
  void wrongOptions() {
    String trace = tiny.toString();
    assertThat(failing(ExitCode.USAGE, "compare"))
        .contains("missing required option: '--trace FILE' or '--workload SPEC'");
    assertThat(failing(ExitCode.USAGE, "compare", "--trace", trace, "-o", "jsnl"))
        .contains("'jsnl' must be one of table, json, jsonl, csv, did you mean");
    assertThat(failing(ExitCode.USAGE, "compare", "--trace", trace, "--cpu", "skylaek"))
        .contains("unknown cpu 'skylaek', did you mean 'skylake'?; known are skylake,");
    assertThat(failing(ExitCode.USAGE, "compare", "--trace", trace, "--memory", "16X"))
        .contains("'16X' must be a size");
    assertThat(failing(ExitCode.USAGE, "compare", "--trace", trace, "--seed", "x"))
        .contains("'--seed': 'x' must be a whole number");
    assertThat(failing(ExitCode.USAGE, "compare", "--trace", trace, "--policy-ms", "0"))
        .contains("--policy-ms (0) must be positive");
    assertThat(failing(ExitCode.USAGE, "compare", "--trace", trace, "never"))
        .contains("unexpected argument 'never'");
  }
}
