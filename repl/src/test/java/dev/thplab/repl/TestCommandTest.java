package dev.thplab.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/// Runs policy tests as a user does.
final class TestCommandTest {
  private static final String POLICIES = "../scripts/policies";

  private static final List<String> TRUE_EXPECTATIONS =
      List.of(
          "expect(1).toBe(1)",
          "expect(NaN).toBe(NaN)",
          "expect(1, 'one').not.toBe(2)",
          "expect({ a: [1, { b: 2 }], c: undefined }).toEqual({ a: [1, { b: 2 }] })",
          "expect({ a: 1 }).not.toEqual({ a: 1, b: 2 })",
          "expect({ a: 1, b: { c: 2, d: 3 } }).toMatchObject({ b: { c: 2 } })",
          "expect([3, 4]).not.toEqual([4, 3])",
          "expect(1).toBeLessThan(2)",
          "expect(2).toBeLessThanOrEqual(2)",
          "expect(2).toBeAtMost(2)",
          "expect(3).toBeGreaterThan(2)",
          "expect(2).toBeGreaterThanOrEqual(2)",
          "expect(2).toBeAtLeast(2)",
          "expect(0.1 + 0.2).toBeCloseTo(0.3, 10)",
          "expect(null).toBeNull()",
          "expect(undefined).toBeUndefined()",
          "expect(0).toBeDefined()",
          "expect('x').toBeTruthy()",
          "expect(0).toBeFalsy()",
          "expect([9, 4]).toContain(4)",
          "expect('pagefault').toContain('fault')",
          "expect([{ a: 1 }]).toContainEqual({ a: 1 })",
          "expect([1, 2]).toHaveLength(2)",
          "expect('order 9').toMatch(/\\d/)",
          "expect(() => { throw new TypeError('so'); }).toThrow('so')",
          "expect(() => { throw new TypeError('so'); }).toThrow(TypeError)",
          "expect(() => 1).not.toThrow()",
          "expect([3, 2, 1]).toFall()",
          "expect([1, 1]).toNeverRise()",
          "expect([1, 2]).toRise()",
          "expect([1, 1]).toNeverFall()");

  @TempDir private Path directory;
  private final Cli cli = Cli.toFiles();

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private int test(String... arguments) {
    List<String> words = new ArrayList<>(List.of("test", directory.toString()));
    words.addAll(List.of(arguments));
    return cli.run(words.toArray(String[]::new)).exitCode();
  }

  private String out() {
    return cli.out().replace(directory + "/", "");
  }

  @Test
  void theTestsOfThePoliciesPassAndGiveTheSameBytesAgain() {
    assertThat(cli.run("test", POLICIES, "--ci").exitCode()).as(cli.out() + cli.err()).isZero();
    String first = cli.out();
    assertThat(cli.run("test", POLICIES, "--ci").out()).isEqualTo(first);
    assertThat(first).contains("5 files: ").doesNotContain("obsolete");
  }

  /// The opposite of each must fail.
  @Test
  void matchersHoldAndTheirOppositesFail() throws IOException {
    StringBuilder body = new StringBuilder();
    for (String expectation : TRUE_EXPECTATIONS) {
      String opposite =
          expectation.contains(".not.")
              ? expectation.replace(".not.", ".")
              : expectation.replaceFirst("\\)\\.to", ").not.to");
      body.append("  %s;\n".formatted(expectation));
      body.append("  expect(() => %s).toThrow('expect(received)');\n".formatted(opposite));
    }
    write("m.test.js", "test('all', () => {\n" + body + "});\n");
    assertThat(test()).as(out()).isZero();
  }

  /// Each file is wrong in one way; the good one beside it runs all the same.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "test('t', () => {/  expect(4).toBe(5);/}); | 99 | x.test.js:2: expect(received).toBe",
        "const f = () => expect(1).toBe(2);/test('t', f) | 99 | x.test.js:1: expect(received).toBe",
        "test('t', () => { nothing(); }); | 107 | x.test.js:1:19: ReferenceError: nothing is not",
        "test('t', () => { madvise(); }); | 107 | x.test.js:1:19: ReferenceError: madvise is not",
        "test('t', () => { process(99); }); | 107 | x.test.js:1:19: LabError: there is no process"
            + " 99",
        "test('t', () => {/ for (;;) {} }); | 108 | x.test.js:1: the test did not end within 1000"
            + " ms",
        "test('t', async () => {}); | 107 | x.test.js:1: TypeError: test: a test must not be async",
        "for (;;) {} | 108 | x.test.js:1: the file did not end within 1000 ms",
        "const x = ; | 104 | x.test.js:1:11: SyntaxError: x.test.js:1:10 Expected an operand",
        "1; | 104 | x.test.js: no test; one is test(",
        "test('a', () => {});/test('a', () => {}); | 104 | x.test.js:2: two tests have the name"
            + " 'a'",
        "test('a'); | 104 | x.test.js:1:1: TypeError: test \"a\": wants a function",
        "test('a', () => { test('b', () => {}); }); | 107 | x.test.js:1:19: Error: test: cannot be",
        "test('a', () => { policy('none.js').ask({}); }); | 107 | x.test.js:1:19: LabError:"
            + " none.js",
        "test('a', () => { policy`x`.ask({ wma: {} }); }); | 107 | x.test.js:1:19: LabError: ask:"
            + " unknown option wma, did you mean 'vma'?"
      })
  void whatIsWrongIsToldWithItsLineAndStopsNothingElse(String text, int exitCode, String message)
      throws IOException {
    write("a.test.js", "test('before', () => {});");
    write("x.test.js", text.replace('/', '\n'));
    write("z.test.js", "test('behind', () => {});");
    assertThat(test("--timeout", "1s")).as(out()).isEqualTo(exitCode);
    assertThat(out()).contains("        " + message).contains("ok    before", "ok    behind");
    assertThat(cli.err()).isEmpty();
  }

  @Test
  void noTestSeesWhatAnotherDid() throws IOException {
    write(
        "a.test.js",
        """
        const p = spawn("x");
        let count = 0;
        test("first", () => { expect(++count).toBe(1); p.exit(); });
        test("second", () => {
          expect(++count).toBe(1);
          expect(processes).toHaveLength(1);
        });
        test.skip("third", () => { throw 1; });
        """);
    assertThat(test()).as(out()).isZero();
    assertThat(out()).contains("  skip  third\n").endsWith("1 file: 2 passed, 1 skipped\n");
  }

  @Test
  void snapshotsAreWrittenHeldUpdatedAndDeleted() throws IOException {
    Path snapshots = directory.resolve("__snapshots__/s.test.js.snap");
    write("s.test.js", "test('t', () => expect({ a: 1 }).toMatchSnapshot());");
    assertThat(test("--ci")).isEqualTo(ExitCode.EXPECTATION_FAILED);
    assertThat(out()).contains("expected  a snapshot 't [1]'; none is kept");
    assertThat(snapshots).doesNotExist();
    assertThat(test()).isZero();
    assertThat(snapshots)
        .hasContent("# Kept by ./thplab test; --update writes it anew.\n\nt [1]:\n  { a: 1 }\n");
    assertThat(test("--ci")).isZero();

    write("s.test.js", "test('t', () => expect({ a: 2 }).toMatchSnapshot());");
    assertThat(test()).isEqualTo(ExitCode.EXPECTATION_FAILED);
    assertThat(out()).contains("expected  { a: 1 }\n").contains("received  { a: 2 }\n");
    assertThat(test("--update")).isZero();
    assertThat(test("--ci")).isZero();

    write("s.test.js", "test('t', () => {});");
    assertThat(test("--ci")).isZero();
    assertThat(out()).contains("obsolete snapshot: s.test.js: t [1]\n");
    assertThat(test("--update")).isZero();
    assertThat(snapshots).doesNotExist();
  }

  @Test
  void aBrokenSnapshotFileIsToldWithItsLine() throws IOException {
    Files.createDirectories(directory.resolve("__snapshots__"));
    write("__snapshots__/s.test.js.snap", "t [1]:\n<<<<<<< HEAD\n");
    write("s.test.js", "test('t', () => expect(1).toMatchSnapshot());");
    assertThat(test()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(out()).contains("s.test.js.snap:2: neither a name with ':' nor a value");
  }

  @Test
  void aFilterThatFitsNoTestIsToldAndOneThatFitsKeepsTheOthersSnapshots() throws IOException {
    write(
        "f.test.js",
        "test('one', () => expect(1).toMatchSnapshot());\n"
            + "describe('g', () => test('two', () => {}));");
    assertThat(test("-t", "g > t")).isZero();
    assertThat(out()).contains("1 file: 1 passed").doesNotContain("one");
    assertThat(test()).isZero();
    assertThat(test("-t", "two", "--update")).isZero();
    assertThat(test("--ci")).isZero();
    assertThat(test("-t", "three")).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(cli.err()).isEqualTo("thplab: no test has a name with 'three'\n");
  }

  @Test
  void anEmptyDirectoryIsToldAndSoAreWrongOptions() {
    assertThat(test()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(cli.err()).isEqualTo("thplab: %s: no file *.test.js\n".formatted(directory));
    assertThat(test("--ci", "--update")).isEqualTo(ExitCode.USAGE);
    assertThat(test("--timeout", "soon")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void tapIsTap() throws IOException {
    write(
        "t.test.js",
        "test('a #1', () => {});\ntest('b', () => expect('x').toBe('y'));\n"
            + "test.skip('c', () => {});");
    assertThat(test("--format", "tap")).isEqualTo(ExitCode.EXPECTATION_FAILED);
    assertThat(out())
        .isEqualTo(
            """
            TAP version 14
            ok 1 - t.test.js > a \\#1
            not ok 2 - t.test.js > b
              ---
              message: "expect(received).toBe"
              at: "t.test.js:2"
              expected: "\\"y\\""
              received: "\\"x\\""
              ...
            ok 3 - t.test.js > c # SKIP
            1..3
            """);
  }

  @Test
  void junitXmlParses() throws IOException, ParserConfigurationException, SAXException {
    write(
        "j.test.js",
        "test('<a> & \"b\"', () => {});\ntest('b', () => expect('\\u0001<').toBe(1));\n"
            + "test('c', () => { throw new Error('x'); });\ntest.skip('d', () => {});");
    Path report = directory.resolve("reports/junit.xml");
    assertThat(test("--junit", report.toString())).isEqualTo(ExitCode.POLICY_FAILED);
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(report.toFile())
            .getDocumentElement();
    assertThat(root.getAttribute("tests")).isEqualTo("4");
    assertThat(root.getAttribute("failures")).isEqualTo("1");
    assertThat(root.getAttribute("errors")).isEqualTo("1");
    assertThat(root.getAttribute("skipped")).isEqualTo("1");
    Element first = (Element) root.getElementsByTagName("testcase").item(0);
    assertThat(first.getAttribute("name")).isEqualTo("<a> & \"b\"");
    assertThat(root.getElementsByTagName("failure").item(0).getTextContent())
        .contains("j.test.js:2: ")
        .contains("expected: 1");
  }

  @Test
  void watchRunsAgainWhenAPolicyChanges() throws IOException, InterruptedException {
    String policy = "export const contract = 'lab/1'; export const getSuggestedOrder = () => %d;";
    write("p.js", policy.formatted(0));
    write("w.test.js", "test('t', () => expect(policy('p.js').ask().answer).toBe('deny'));");
    Path out = directory.resolve("out.txt");
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try (PrintStream stream = new PrintStream(out.toFile(), StandardCharsets.UTF_8)) {
                Main.run(new String[] {"test", directory.toString(), "--watch"}, stream, stream);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    awaitText(out, "watching 2 files");
    write("p.js", policy.formatted(9) + "\n");
    awaitText(out, "1 failed");
    thread.interrupt();
    thread.join();
    assertThat(Files.readString(out)).contains("1 file: 1 passed\n");
  }

  private static void awaitText(Path file, String text) throws IOException, InterruptedException {
    while (!Files.exists(file) || !Files.readString(file).contains(text)) {
      Thread.sleep(50);
    }
  }
}
