package dev.thplab.repl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.runtime.script.Contracts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class PolicyCommandTest {
  private static final String HEAD =
      "import { orders, ABSTAIN, DENY } from \"thp\"; export const contract = \"lab/1\";\n";

  @TempDir private Path directory;

  private Path policy(String body) throws IOException {
    Path file = directory.resolve("p.js");
    Files.writeString(
        file, HEAD + "let n = 0;\nexport function getSuggestedOrder(q) {\n" + body + "\n}\n");
    return file;
  }

  static List<String> contracts() {
    return Contracts.ids();
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void beginsAPolicyThatPassesTheCheck(String contract) {
    Path file = directory.resolve("mine.js");
    Cli begun = Cli.toFiles().run("policy", "new", file.toString(), "--contract", contract);
    assertThat(begun.err()).isEmpty();
    assertThat(begun.exitCode()).isZero();

    Cli checked = Cli.toFiles().run("policy", "check", file.toString());
    assertThat(checked.out())
        .startsWith(file + ": mine\n  contract " + contract + ", ")
        .contains("nothing to complain about");
    assertThat(checked.exitCode()).isZero();
  }

  @Test
  void overwritesNoPolicy() throws IOException {
    Path file = policy("return 4;");
    String before = Files.readString(file);
    Cli cli = Cli.toFiles().run("policy", "new", directory.resolve("p").toString());

    assertThat(cli.exitCode()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(cli.err())
        .isEqualTo("thplab: " + file + ": exists already; a policy is never overwritten\n");
    assertThat(Files.readString(file)).isEqualTo(before);
  }

  @Test
  void refusesContractsThatAreNotOffered() {
    Cli cli =
        Cli.toFiles()
            .run("policy", "new", directory.resolve("x.js").toString(), "--contract", "v8");

    assertThat(cli.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("--contract (v8) is not one of lab/1, ");
    assertThat(directory.resolve("x.js")).doesNotExist();
  }

  /// Each body breaks one rule and no other.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Only an empty PUD entry offers order 18.
        "unoffered        | p.js   | return q.vma.hugepage ? orders.of(18) : orders.of(9, 4);",
        "flips            | p.js   | return q.vma.size && n++ % 2 ? DENY : ABSTAIN;",
        // Only the first questions of all are answered otherwise, and no one twice in a row.
        "depends-on-calls | p.js   | return q.vma.size && n++ < 100 ? DENY : ABSTAIN;",
        // One change, at some question, and never back.
        "depends-on-calls | p.js   | return q.vma.size && n++ > 2500 ? DENY : ABSTAIN;",
        "never-reads      | p.js   | return ABSTAIN;",
        // No address has this bit.
        "unreachable      | p.js:4 | if (q.address === 1) return DENY; return ABSTAIN;",
      })
  void namesEachRuleThatIsBroken(String rule, String place, String body) throws IOException {
    Path file = policy(body);
    Cli cli = Cli.toFiles().run("policy", "check", "--json", file.toString());
    JsonNode result = new JsonMapper().readTree(cli.out());

    assertThat(result.get("findings").values())
        .extracting(finding -> finding.get("rule").asString())
        .containsExactly(rule);
    assertThat(result.get("findings").get(0).get("location").asString())
        .isEqualTo(directory.resolve(place).toString());
    assertThat(result.get("failures").isEmpty()).isTrue();
    assertThat(cli.exitCode()).isEqualTo(ExitCode.EXPECTATION_FAILED);
  }

  /// What a draw decides is meant; what changes beside it is not.
  @Test
  void letsAnswersVaryWithTheSeed() throws IOException {
    String coin = "import { random } from \"thp\";\n";
    Path file = policy("return q.vma.size && random() < 0.5 ? DENY : ABSTAIN;");
    Files.writeString(file, coin + Files.readString(file));
    Cli cli = Cli.toFiles().run("policy", "check", file.toString());
    assertThat(cli.out()).contains("\n  draws random numbers; answers vary with the seed\n");
    assertThat(cli.exitCode()).isZero();

    file =
        policy(
            """
            if (q.vma.size && q.inPageFault) return random() < 0.5 ? DENY : ABSTAIN;
            return n++ % 2 ? DENY : ABSTAIN;
            """);
    Files.writeString(file, coin + Files.readString(file));
    cli = Cli.toFiles().run("policy", "check", file.toString());
    assertThat(cli.out())
        .contains("\n  draws random numbers; answers vary with the seed\n")
        .contains("flips: ");
  }

  @Test
  void knowsWhatPoliciesOfTheKernelsContractsRead() throws IOException {
    Path file = directory.resolve("p.js");
    Files.writeString(
        file, "export const contract = 'v9'; export function thp_get_order() { return 9; }");
    Cli blind = Cli.toFiles().run("policy", "check", file.toString());
    assertThat(blind.out()).contains("\n  reads nothing\n").contains("never-reads: ");

    Files.writeString(
        file,
        "export const contract = 'v9';"
            + "export function thp_get_order(vma) { return vma.vm_mm.owner.pid % 2 ? 9 : 4; }");
    Cli seeing = Cli.toFiles().run("policy", "check", file.toString());
    assertThat(seeing.out()).contains("\n  reads task.pid\n").doesNotContain("never-reads");
  }

  /// Some areas have no name, some questions no machine.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TypeError | return q.vma.name.length > 3 ? DENY : ABSTAIN;",
        "TypeError | return q.memory.freeBytes > 0 ? ABSTAIN : DENY;",
      })
  void findsFieldsThatMayBeNull(String error, String body) throws IOException {
    Cli cli = Cli.toFiles().run("policy", "check", policy(body).toString());

    assertThat(cli.out()).contains("failed: ").contains("p.js:4").contains("threw " + error);
    assertThat(cli.exitCode()).isEqualTo(ExitCode.POLICY_FAILED);
  }

  /// The word in a comment, a string or another name is no statement.
  @Test
  void takesOnlyStatementsForReturns() throws IOException {
    Path file =
        policy(
            """
            // return nothing
            /* return
               nothing */
            const text = "return 'it'" + `return` + 'return', returned = q.vma.size;
            return returned > text.length ? ABSTAIN : DENY;
            """);
    assertThat(Cli.toFiles().run("policy", "check", file.toString()).exitCode()).isZero();
  }

  @Test
  void refusesWhatIsNoPolicy() {
    Cli cli = Cli.toFiles().run("policy", "check", directory.resolve("none.js").toString());

    assertThat(cli.exitCode()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(cli.err()).isEqualTo("thplab: " + directory.resolve("none.js") + ": no such file\n");
  }

  @Test
  void refusesLimitsThatAreNone() throws IOException {
    Cli cli =
        Cli.toFiles().run("policy", "check", "--policy-ms", "0", policy("return 4;").toString());

    assertThat(cli.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).startsWith("thplab: --policy-ms (0) must be positive; see ");
  }

  /// A question is 16 statements: `if` and `return`, the loop's start, four looks at its condition,
  /// three steps, three calls, and three additions in the function that is called.
  @Test
  void countsWhatAPolicyExecutes() throws IOException {
    Path file = directory.resolve("p.js");
    Files.writeString(
        file,
        HEAD
            + """
            let n = 0;
            function add(i) {
              n += i;
            }
            export function getSuggestedOrder(q) {
              if (q.vma.size > 0) {
                for (let i = 0; i < 3; i++) add(i);
              }
              return ABSTAIN;
            }
            """);
    String trace = TinyTrace.write(directory).toString();
    Cli cli = Cli.toFiles().run("policy", "profile", file.toString(), "--trace", trace, "--json");

    assertThat(cli.err()).isEmpty();
    assertThat(cli.exitCode()).isZero();
    JsonNode profile = JsonMapper.shared().readTree(cli.out());
    long questions = profile.get("questions").asLong();
    assertThat(questions).isPositive();
    assertThat(profile.get("statements").asLong()).isEqualTo(16 * questions);
    assertThat(counts(profile.get("functions")))
        .containsExactly("3: " + 3 * questions, "6: " + questions);
    assertThat(counts(profile.get("places")))
        .containsExactly(
            "8: " + 4 * questions,
            "4: " + 3 * questions,
            "8: " + 3 * questions,
            "8: " + 3 * questions,
            "7: " + questions,
            "8: " + questions,
            "10: " + questions);

    Cli table = Cli.toFiles().run("policy", "profile", file.toString(), "--trace", trace);
    assertThat(table.out()).contains(", 16.0 a question\n").contains("  add()\n");
  }

  private static List<String> counts(JsonNode places) {
    List<String> counts = new ArrayList<>();
    places.forEach(
        place -> counts.add(place.get("line").asInt() + ": " + place.get("count").asLong()));
    return counts;
  }
}
