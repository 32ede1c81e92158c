package dev.thplab.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs `thplab compare` on [TinyTrace].
final class CompareCommandTest {
  @TempDir private Path directory;
  private String trace;

  @BeforeEach
  void writeTrace() throws IOException {
    trace = TinyTrace.write(directory).toString();
  }

  private Cli compare(Cli cli, String... more) {
    String[] args = new String[more.length + 3];
    args[0] = "compare";
    args[1] = "--trace";
    args[2] = trace;
    System.arraycopy(more, 0, args, 3, more.length);
    return cli.run(args);
  }

  @Test
  void theTableHasAColumnForEachCase() {
    Cli cli = compare(Cli.toFiles(), "--processes", "--no-timing");
    assertThat(cli.exitCode()).isZero();
    assertThat(cli.err()).isEmpty();
    // Worked out by hand. Faults: base pages 0 to 2 and 513 at 612 ns, zero page 304, copy 802.
    // Huge: two folios of 2 MiB
    // at 78,990, huge zero folio 1,580, split 7,500 and copy 802 for the child. 64 KiB: one folio
    // at 3,223; page 513
    // shares its block with the zero page at 512. Never used: 509 + 511 pages, or 13. A walk costs
    // 45 cycles a level that
    // no paging-structure cache has: 4 for the first page of a program, 2 for its second 2 MiB,
    // else 1.
    assertThat(cli.out())
        .isEqualTo(
            """
            tiny on 16.0 GiB, skylake, Linux 6.18, fault costs of zen5-guest-6.18
              never     enabled=never
              always    enabled=always
              mthp-64k  enabled=never hugepages-64kB/enabled=always

                                   never    always  mthp-64k
            whole machine
              faults                   6         4         4
                anon 4kB               4         0         1
                anon 64kB              0         0         1
                anon 2048kB            0         2         0
                zero page              1         0         1
                huge zero page         0         1         0
                copy on write          1         1         1
              fallbacks                0         0         0
              pages zeroed             4     1,024        17
              RSS peak          32.0 KiB  8.00 MiB   136 KiB
              RSS at the end    4.00 KiB  2.00 MiB  4.00 KiB
              never touched          0 B  3.98 MiB  52.0 KiB
              fault time         3.55 us    168 us   4.94 us
                p50               612 ns   8.30 us    612 ns
                p99               802 ns   79.0 us   3.22 us
                p99.9             802 ns   79.0 us   3.22 us
                max               802 ns   79.0 us   3.22 us
              TLB accesses             6         6         6
                L1 misses              6         4         6
                page walks             6         4         6
                walk cycles          585       405       585

            tiny (pid 10)
              faults                   5         3         3
                anon 4kB               4         0         1
                anon 64kB              0         0         1
                anon 2048kB            0         2         0
                zero page              1         0         1
                huge zero page         0         1         0
              pages zeroed             4     1,024        17
              RSS peak          16.0 KiB  4.00 MiB  68.0 KiB
              RSS at the end    4.00 KiB  2.00 MiB  4.00 KiB
              never touched          0 B  3.98 MiB  52.0 KiB
              fault time         2.75 us    160 us   4.14 us
                p50               612 ns   79.0 us    612 ns
                p99               612 ns   79.0 us   3.22 us
                p99.9             612 ns   79.0 us   3.22 us
                max               612 ns   79.0 us   3.22 us
              TLB accesses             5         5         5
                L1 misses              5         3         5
                page walks             5         3         5
                walk cycles          405       225       405

            tiny (pid 11)
              faults                   1         1         1
                copy on write          1         1         1
              RSS peak          16.0 KiB  4.00 MiB  68.0 KiB
              fault time          802 ns   8.30 us    802 ns
                p50               802 ns   8.30 us    802 ns
                p99               802 ns   8.30 us    802 ns
                p99.9             802 ns   8.30 us    802 ns
                max               802 ns   8.30 us    802 ns
              TLB accesses             1         1         1
                L1 misses              1         1         1
                page walks             1         1         1
                walk cycles          180       180       180

            Nothing here is a promise of any kernel.
            """);
  }

  @Test
  void columnsThatDoNotFitGoBelow() {
    Cli cli = compare(Cli.onTerminal(44, Map.of("TERM", "xterm")), "-q", "--no-processes");
    assertThat(cli.out().lines()).allMatch(line -> plain(line).length() <= 44);
    assertThat(cli.out().lines().filter(line -> plain(line).equals("whole machine"))).hasSize(2);
    assertThat(cli.out().lines().map(CompareCommandTest::plain))
        .anyMatch(line -> line.endsWith("never    always"))
        .anyMatch(line -> line.strip().equals("mthp-64k"));
  }

  private static String plain(String line) {
    return line.replaceAll("\033\\[[0-9;]*m", "");
  }

  @Test
  void colorFollowsTheTerminalTheEnvironmentAndTheOption() {
    Map<String, String> terminal = Map.of("TERM", "xterm");
    Map<String, String> noColor = Map.of("TERM", "xterm", "NO_COLOR", "1");
    assertThat(compare(Cli.onTerminal(80, terminal)).out()).contains("\033[1m");
    assertThat(compare(Cli.onTerminal(80, noColor)).out()).doesNotContain("\033");
    assertThat(compare(Cli.onTerminal(80, Map.of("TERM", "dumb"))).out()).doesNotContain("\033");
    assertThat(compare(Cli.onTerminal(80, terminal), "--color", "never").out())
        .doesNotContain("\033");
    assertThat(compare(Cli.toFiles()).out()).doesNotContain("\033");
    assertThat(compare(Cli.toFiles(), "--color", "always").out()).contains("\033[1m");
  }

  @Test
  void theProgressBarIsOnStandardErrorAndErasedAtTheEnd() {
    Map<String, String> terminal = Map.of("TERM", "xterm");
    Cli bar = compare(Cli.onTerminal(80, terminal), "--color", "never");
    assertThat(bar.err())
        .startsWith(ProgressBar.ERASE)
        .contains("case 1 of 3: never")
        .endsWith(ProgressBar.ERASE)
        .doesNotContain("\n");
    assertThat(bar.out()).doesNotContain("\r", "case 1 of 3");
    assertThat(compare(Cli.onTerminal(80, terminal), "-q").err()).isEmpty();
    assertThat(compare(Cli.onTerminal(80, terminal), "--progress", "none").err()).isEmpty();
    assertThat(compare(Cli.onTerminal(80, Map.of("TERM", "dumb"))).err()).isEmpty();
  }

  @Test
  void plainProgressIsALineACase() {
    Cli cli = compare(Cli.toFiles(), "--progress", "plain", "--case", "never", "--case", "always");
    assertThat(cli.err().lines())
        .hasSize(2)
        .allMatch(line -> line.matches("thplab: case [12] of 2, (never|always): [0-9.]+ .s"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "json", "jsonl", "csv"})
  void withoutTimingEveryFormatIsTheSameBytesEachTime(String format) {
    String once = compare(Cli.toFiles(), "--no-timing", "-o", format).out();
    String again = compare(Cli.toFiles(), "--no-timing", "-o", format).out();
    assertThat(again).isNotEmpty().isEqualTo(once);
  }

  @Test
  void optionsReachTheProvenance() {
    Cli cli =
        compare(
            Cli.toFiles(),
            "-o",
            "json",
            "--cpu",
            "zen3",
            "--kernel-profile",
            "7.2",
            "--memory",
            "2G",
            "--seed",
            "5",
            "--policy-statements",
            "99",
            "--policy-memory",
            "1M",
            "--policy-retained",
            "3M",
            "--no-processes");
    JsonNode provenance = new JsonMapper().readTree(cli.out()).get("provenance");
    assertThat(provenance.get("seed").asLong()).isEqualTo(5);
    assertThat(provenance.at("/config/cpu").asString()).isEqualTo("zen3");
    assertThat(provenance.at("/config/kernel_profile").asString()).isEqualTo("7.2");
    assertThat(provenance.at("/config/memory_bytes").asLong()).isEqualTo(2L << 30);
    assertThat(provenance.at("/config/limits/statements").asLong()).isEqualTo(99);
    assertThat(provenance.at("/config/limits/allocated_bytes").asLong()).isEqualTo(1 << 20);
    assertThat(provenance.at("/config/limits/retained_bytes").asLong()).isEqualTo(3 << 20);
  }

  @Test
  void recountsTheBooksOnDemandAndSaysNothingIfTheyAreRight() {
    String plain = compare(Cli.toFiles(), "--no-timing").out();
    for (String option : List.of("--check-invariants", "--check-invariants=1")) {
      Cli cli = compare(Cli.toFiles(), "--no-timing", option);
      assertThat(cli.exitCode()).isZero();
      assertThat(cli.err()).isEmpty();
      assertThat(cli.out()).isEqualTo(plain);
    }
  }

  @Test
  void aWrongKernelOrNumberOfEventsIsAWrongCommandLine() {
    Cli kernel = compare(Cli.toFiles(), "--kernel-profile", "6.13");
    assertThat(kernel.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(kernel.err())
        .contains("'6.13' must be one of 6.12, 6.18, 7.2, did you mean '6.12'?")
        .hasLineCount(1);
    Cli events = compare(Cli.toFiles(), "--check-invariants=0");
    assertThat(events.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(events.err()).contains("'0' must be a whole number of 1 or more").hasLineCount(1);
  }

  @Test
  void theTableLeavesSmallProcessesOutAndSaysSo() {
    // Two processes with 5 and 1 of 6 faults: both have a tenth. With --no-processes there is no
    // remark.
    assertThat(compare(Cli.toFiles()).out()).contains("tiny (pid 11)").doesNotContain("more proc");
    assertThat(compare(Cli.toFiles(), "--no-processes").out()).doesNotContain("pid", "more proc");
  }
}
