package dev.thplab.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyLoadErrorTest {
  private static final ScriptHost HOST = new ScriptHost();
  private static final String KNOWN =
      "known: lab/1, seed, rfc-v3, rfc-v4, v6, v7, v9, v12, mthp_ext";
  private static final String FUNCTION = "export function getSuggestedOrder() { return 0 }";

  @TempDir private Path directory;

  @AfterAll
  static void close() {
    HOST.close();
  }

  private static void assertRefused(PolicyFile file, String message) {
    assertThatThrownBy(() -> HOST.load(file))
        .isInstanceOf(PolicyLoadException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'export function getSuggestedOrder(q) {\n return ;;) }'"
            + "| p.js:2:11: SyntaxError: Expected ; but found )",
        "'import { x } from \"./util.js\";'"
            + "| p.js:1: cannot import \"./util.js\"; a policy can import \"thp\" only",
        "'\nimport fs from \"node:fs\";'"
            + "| p.js:2: cannot import \"node:fs\"; a policy can import \"thp\" only",
        "'\n\nimport a from \"file:///etc/passwd\";'"
            + "| p.js:3: cannot import \"file:///etc/passwd\"; a policy can import \"thp\" only",
        "'import { nope } from \"thp\";'| p.js:1: SyntaxError: The requested module 'thp' does not"
            + " provide an export named 'nope'",
        "'const a = 1;\n  throw new RangeError(\"no\\ngood\");'"
            + "| p.js:2:9: threw while loading: RangeError: no",
        "'\n for (;;);'"
            + "| p.js:2:2: more than 10000 statements while loading; the limit is that of one call",
        "'const big = 1 << 3;\nconst x = 10n ** 3n;'"
            + "| p.js:2: 10n is a BigInt; policies have no BigInt, numbers are exact up to 2^53",
        "'await { then() {} }; export const contract = \"lab/1\";'"
            + "| p.js: did not finish loading: a policy cannot wait (top-level await)",
      })
  void saysWhereTheTextIsWrong(String text, String message) {
    assertRefused(PolicyFile.of("p.js", text), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''| p.js: no export \"contract\"; want: export const contract = \"lab/1\"; " + KNOWN,
        "export const contract = 1 | p.js: the export \"contract\" is not a string",
        "export const contract = 'v99' | p.js: unknown contract \"v99\"; "
            + KNOWN
            + ", did you mean 'v9'?",
        "export const contract = 'Lab/2'"
            + "| p.js: unknown contract \"Lab/2\"; "
            + KNOWN
            + ", did you mean 'lab/1'?",
        "export const contract = 'rfc-v1'| p.js: contract \"rfc-v1\" is removed in 0.1.0, use"
            + " rfc-v4: it could widen what sysfs allows, which no policy here can; "
            + KNOWN,
        "export const contract = 'v12' | p.js: no export \"thp_get_order\", which v12 wants",
        "export const contract = 'rfc-v3', reclaimer = 1; export function allocator() {}"
            + "| p.js: reclaimer is 1; rfc-v3 wants a function",
        "export const contract = 'lab/1'"
            + "| p.js: no export \"getSuggestedOrder\", which lab/1 wants",
        "export const contract = 'lab/1', getSuggestedOrder = 4"
            + "| p.js: getSuggestedOrder is 4; lab/1 wants a function",
        "export const contract = 'lab/1'; export async function getSuggestedOrder() {}"
            + "| p.js: getSuggestedOrder is an async function; lab/1 wants a function",
        "export const contract = 'mthp_ext', precomputed = 1; export function mthp_choose() {}"
            + "| p.js: the export \"precomputed\" is not true or false",
        "export const contract = 'lab/1'; export function* getSuggestedOrder() {}"
            + "| p.js: getSuggestedOrder is a generator; lab/1 wants a function",
      })
  void saysWhatIsMissing(String text, String message) {
    assertRefused(PolicyFile.of("p.js", text.replace('\'', '"')), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "export const name = 5 | the export \"name\" is not a string",
        "export const options = 5"
            + "| options is 5; want an object of numbers, strings and booleans",
        "export const options = { a: NaN }"
            + "| options.a is NaN; want a finite number, a string or a boolean",
        "export const options = { f() {} }"
            + "| options.f is a function; want a finite number, a string or a boolean",
        "export const precomputed = true"
            + "| only a policy of mthp_ext has an export \"precomputed\", not one of lab/1",
      })
  void checksNameAndOptions(String text, String message) {
    assertRefused(Policies.module(text + "\n" + FUNCTION), "dir/p.js: " + message);
  }

  /// The engine would read it for minutes, and nothing could stop that.
  @Test
  void refusesNumbersThatTakeTooLongToRead() {
    assertRefused(
        PolicyFile.of("p.js", "\nconst x = 0x" + "f".repeat(60_000) + ";"),
        "p.js:2: a number of a thousand digits or more that is not decimal");
  }

  @Test
  void namesTheOptionThatWasMeant() {
    PolicyFile file = Policies.module("export const options = { threshold: 1 };\n" + FUNCTION);

    assertThatThrownBy(() -> HOST.load(file, Limits.DEFAULT, Map.of("treshold", "2")))
        .hasMessage("dir/p.js: no option \"treshold\", did you mean 'threshold'?");
    assertThatThrownBy(() -> HOST.load(file, Limits.DEFAULT, Map.of("threshold", "two")))
        .hasMessage("dir/p.js: option threshold: \"two\" is not a number");
    assertThatThrownBy(() -> HOST.load(Policies.body(""), Limits.DEFAULT, Map.of("a", 1)))
        .hasMessage("dir/p.js: no option \"a\"");
  }

  /// The engine would read nested statements for minutes, and nothing could stop that either.
  @Test
  void refusesTextsThatAreTooLong() {
    assertRefused(
        PolicyFile.of("p.js", " ".repeat(65_537)),
        "p.js: 65537 characters long; want at most 65536");
  }

  /// Sixty thousand levels of an expression need more than any frame of a stack of a megabyte can
  /// be small: some 17 bytes each.
  @Test
  void saysThatATextIsNestedTooDeeplyForTheStack() throws InterruptedException {
    PolicyFile file = PolicyFile.of("p.js", "!".repeat(60_000) + "1");
    AtomicReference<Exception> refused = new AtomicReference<>();
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                HOST.load(file).close();
              } catch (PolicyLoadException e) {
                refused.set(e);
              }
            },
            "small",
            1 << 20);
    thread.start();
    thread.join();

    assertThat(refused.get())
        .hasMessage("p.js: nested too deeply: used up the stack while loading");
  }

  /// What turns the direction of the text behind it would show another line than the one that is
  /// there.
  @Test
  void showsNoCharactersThatHideOthers() {
    assertRefused(
        PolicyFile.of("p.js", "throw new Error('a\\u202eb\\u001b[31m\\u200bc\\ufeff');"),
        "p.js:1:7: threw while loading: Error: a b [31m c");
  }

  @Test
  void saysWhyAFileCannotBeRead() throws IOException {
    Path missing = directory.resolve("missing.js");
    Path binary = Files.write(directory.resolve("binary.js"), new byte[] {'a', (byte) 0xff});
    Path large = Files.write(directory.resolve("large.js"), new byte[(1 << 20) + 1]);

    assertThatThrownBy(() -> PolicyFile.read(missing)).hasMessage(missing + ": no such file");
    assertThatThrownBy(() -> PolicyFile.read(directory))
        .hasMessage(directory + ": is a directory, not a policy");
    assertThatThrownBy(() -> PolicyFile.read(binary)).hasMessage(binary + ": not UTF-8 text");
    assertThatThrownBy(() -> PolicyFile.read(large))
        .hasMessage(large + ": larger than 65536 bytes");
  }

  @Test
  void readsTextAndHash() throws IOException {
    Path path = Files.writeString(directory.resolve("p.js"), "abc");

    PolicyFile file = PolicyFile.read(path);

    assertThat(file.text()).isEqualTo("abc");
    assertThat(file.sha256())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }
}
