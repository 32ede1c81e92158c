package dev.thplab.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `why` over the program of [TinyTrace], whose answers can be worked out by hand.
final class WhyCommandTest {
  @TempDir private Path directory;
  private Path tiny;

  @BeforeEach
  void writeTrace() throws IOException {
    tiny = TinyTrace.write(directory);
  }

  private Cli why(String caseText, String... more) {
    String[] args = {"why", "--trace", tiny.toString(), "--case", caseText};
    String[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return Cli.toFiles().run(all);
  }

  /// Process 10 unmaps the first 2 MiB: the answer is for the moment before.
  @Test
  void answersForTheMomentBeforeTheAddressIsUnmapped() {
    Cli cli = why("always", "7f0000001000", "--pid", "10");
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out())
        .startsWith("always, just before munmap:\naddress 7f0000001000 of process 10 (tiny) at ")
        .contains("VMA      7f0000000000-7f0000400000 rw-p anonymous [rd wr mr mw me ac]\n")
        .contains("The page is part of a huge page: 2 MiB behind one PMD entry.\n")
        .contains("by a page fault (write to 7f0000000000).\n")
        .doesNotContain("What would make it");
  }

  /// The child's write to page 513 splits its mapping of the parent's THP.
  @Test
  void aChildLosesItsHugePageByCopying() {
    Cli cli = why("always", "0x7f0000201000", "--pid", "11");
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out())
        .startsWith("always, just before exit:\n")
        .contains("It was part of a huge page, which was split into PTEs at ")
        .contains(" by a page fault that needed a copy.\n");
  }

  @Test
  void saysWhatStoppedItAndWhatWouldHelp() {
    Cli cli = why("madvise", "7f0000201000", "--pid", "10");
    assertThat(cli.out())
        .startsWith("madvise, at the end of the trace:\n")
        .contains("got no 2 MiB: enabled=madvise, and the VMA has no MADV_HUGEPAGE.\n")
        .contains("What would make it part of a huge page now:\n  madvise(MADV_COLLAPSE)");
  }

  /// Stops before the read of page 512, for every event costs time.
  @Test
  void answersForAnEarlierTime() {
    assertThat(why("always", "7f0000200000", "--pid", "10", "--at", "1ns").out())
        .startsWith("always, at that time:\n")
        .contains("Nothing is mapped at the address.\n")
        .contains("  the next write\n");
  }

  @Test
  void namesThePolicyAndItsFailures() throws IOException {
    Path policy =
        Files.writeString(
            directory.resolve("none.js"),
            """
            import { DENY } from "thp";
            export const contract = "lab/1";
            export const name = "test.None";
            export function getSuggestedOrder(q) {
              if (q.vma.size < 4096) {
                throw new Error("never");
              }
              return DENY;
            }
            """);
    Cli cli = why("mine:enabled=always,policy=" + policy, "7f0000201000", "--pid", "10");
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out())
        .contains("got no 2 MiB: the policy test.None (scope global) did not allow 2 MiB.\n")
        .contains("policy test.None (scope global, active): took ")
        .contains("now, if test.None allows it:\n");
    Files.writeString(policy, Files.readString(policy).replace("< 4096", "> 4096"));
    assertThat(
            why("mine:enabled=always,policy=" + policy, "7f0000201000", "--pid", "10").exitCode())
        .isEqualTo(ExitCode.POLICY_FAILED);
  }

  @Test
  void theReadmeShowsWhatItPrints() throws IOException {
    Path top = Path.of("..");
    String trace = top.resolve("scripts/traces/python_dict.thpt.gz").toString();
    Cli cli = Cli.toFiles().run("why", "--trace", trace, "--case", "madvise", "7ffff6c00000");
    assertThat(Files.readString(top.resolve("README.md")))
        .contains("```text\n" + cli.out() + "```");
  }

  @Test
  void writesJson() {
    Cli cli = why("never", "7f0000000000", "--pid", "10", "--json");
    JsonNode answer = new JsonMapper().readTree(cli.out());
    assertThat(answer.get("case").asString()).isEqualTo("never");
    assertThat(answer.get("moment").asString()).isEqualTo("just before munmap");
    assertThat(answer.get("huge").asBoolean()).isFalse();
    assertThat(answer.get("page").toString())
        .isEqualTo("{\"kind\":\"anon\",\"order\":0,\"map\":\"pte\"}");
    assertThat(answer.get("range").get(0).get("pages").asInt()).isEqualTo(3);
    assertThat(answer.get("range").get(1).get("pages").asInt()).isEqualTo(509);
    assertThat(answer.get("history").size()).isEqualTo(3);
    assertThat(answer.get("history").get(0).get("decided_by").asString()).isEqualTo("default");
  }

  /// Page 0 is the first fault of both. Under `never` pages 1 and 2 fault too, and page 512 is
  /// asked for by its read under both.
  @Test
  void findsWhereTwoCasesPart() {
    Cli cli = why("always", "--versus", "never", "--pid", "10");
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out())
        .contains("always:\n")
        .contains("never:\n")
        .contains("process 10 (tiny): a page fault (write to 7f0000000000)\n")
        .contains("lost to sysfs: 16 KiB to 2 MiB\n")
        .contains("  pagefault              2  only in the second\n");
    JsonNode json = new JsonMapper().readTree(why("always", "--versus", "never", "--json").out());
    assertThat(json.get("versus").asString()).isEqualTo("never");
    assertThat(json.get("b").get("obtained").asInt()).isZero();
    assertThat(why("always", "--versus", "same:preset=always").out())
        .startsWith("always and same chose and obtained the same in all ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          always | 7f00000000zz |             | 2   | address (7f00000000zz) must be hexadecimal
          alwys  | 7f0000000000 |             | 2   | unknown preset 'alwys', did you mean 'always'
          always | 7f0000000000 |             | 104 | is mapped in several processes, 10 (tiny), 11 (tiny)
          always | 7f0000400000 | --pid=10    | 104 | address 7f0000400000 is in no VMA of process 10
          always | 10           |             | 104 | address 10 is in no VMA of any process: 10 (tiny), 11
          always | 7f0000000000 | --pid=12    | 104 | there is no process 12; there are 10 (tiny), 11 (tiny)
          always | 7f0000000000 | --at=soon   | 2   | time (soon) must be such as
          always | 7f0000000000 | --versus=never | 2 | either ADDRESS or --versus must be given
          always | --versus=never | --at=1ms  | 2   | --at cannot be used with --versus
          always | --versus=always |          | 2   | case 'always' is given twice
          always | --json       |             | 2   | either ADDRESS or --versus must be given
          always | 7f0000000000 | --at=0ns    | 104 | there is no process at that time
          """)
  void refusesWhatCannotBeAnswered(
      String caseText, String address, String option, int exitCode, String message) {
    Cli cli = option == null ? why(caseText, address) : why(caseText, address, option);
    assertThat(cli.err()).contains(message).hasLineCount(1);
    assertThat(cli.exitCode()).isEqualTo(exitCode);
    assertThat(cli.out()).isEmpty();
  }
}
