package dev.thplab.repl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.stats.VmEvent;
import dev.thplab.sim.workload.Replay;
import dev.thplab.sim.workload.Trace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Executes what the Markdown files show: each `thplab` command, each policy, each number of the
/// table of real programs, and follows each link.
class DocumentsTest {
  private static final Path TOP = Path.of("..");
  private static final List<String> DOCUMENTS =
      List.of(
          "README.md",
          "ARCHITECTURE.md",
          "CONTRIBUTING.md",
          "scripts/contracts.md",
          "scripts/tutorial.md");
  private static final Pattern FENCE = Pattern.compile("```(\\w+)\n(.*?)```", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)\\)");
  private static final Pattern TABLE_ROW =
      Pattern.compile(
          "\\| (\\w+) \\| (never|always|mthp-64k) \\| ([\\d,]+) to ([\\d,]+) \\| ([\\d,]+) \\|");

  record Block(String document, String language, String text) {}

  private static List<Block> blocks(String language) throws IOException {
    List<Block> blocks = new ArrayList<>();
    for (String document : DOCUMENTS) {
      Matcher fence = FENCE.matcher(Files.readString(TOP.resolve(document)));
      while (fence.find()) {
        if (fence.group(1).equals(language)) {
          blocks.add(new Block(document, language, fence.group(2)));
        }
      }
    }
    return blocks;
  }

  static Stream<String> commands() throws IOException {
    return blocks("sh").stream()
        .flatMap(block -> block.text().replace("\\\n", " ").lines())
        .filter(line -> line.startsWith("./thplab "));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandRuns(String command) {
    List<String> args = new ArrayList<>();
    Matcher word = WORD.matcher(command.substring("./thplab ".length()));
    while (word.find()) {
      String text = word.group(1) != null ? word.group(1) : word.group(2);
      args.add(text.replace("scripts/", TOP.resolve("scripts/").toString() + "/"));
    }
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    int exitCode =
        Main.run(
            args.toArray(String[]::new),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));

    assertThat(exitCode).as(err.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(out.size()).isPositive();
  }

  @Test
  void showsExactlyTwoCommandsForTheSetUp() throws IOException {
    String readme = Files.readString(TOP.resolve("README.md"));
    String start = readme.substring(readme.indexOf("## Start"), readme.indexOf("## Compare"));

    assertThat(FENCE.matcher(start).results().count()).isEqualTo(2);
    assertThat(Files.readString(TOP.resolve(".ci/run"))).contains("mvn -B verify");
  }

  @Test
  void everyPolicyRuns(@TempDir Path directory) throws IOException {
    assertThat(blocks("js")).isNotEmpty();
    for (Block block : blocks("js")) {
      Path policy = Files.writeString(directory.resolve("policy.js"), block.text());
      ByteArrayOutputStream err = new ByteArrayOutputStream();

      int exitCode =
          Main.run(
              new String[] {
                "compare",
                "--trace",
                TOP.resolve("scripts/traces/python_dict.thpt.gz").toString(),
                "--case",
                "mine:enabled=always,policy=" + policy
              },
              new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
              new PrintStream(err, true, StandardCharsets.UTF_8));

      assertThat(exitCode).as(err.toString(StandardCharsets.UTF_8)).isZero();
    }
  }

  @Test
  void everyPolicyTestPasses(@TempDir Path directory) throws IOException {
    Matcher block =
        Pattern.compile("```js test\n(// scripts/(\\S+)/(\\S+)\\.test\\.js.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(TOP.resolve("README.md")));
    assertThat(block.find()).isTrue();
    String policy = block.group(3) + ".js";
    Files.copy(
        TOP.resolve("scripts").resolve(block.group(2)).resolve(policy), directory.resolve(policy));
    Files.writeString(directory.resolve("shown.test.js"), block.group(1));

    Cli cli = Cli.toFiles().run("test", directory.toString());

    assertThat(cli.exitCode()).as(cli.out()).isZero();
  }

  /// rfc-v4, v6, v9, lab/1, in the guide's order: all but v9 do the same.
  @Test
  void theGuideMovesOnePolicyAcrossContracts(@TempDir Path directory) throws IOException {
    List<String> args = new ArrayList<>(List.of("compare", "-q", "--no-timing", "-o", "csv"));
    args.addAll(List.of("--no-processes", "--trace"));
    args.add(TOP.resolve("scripts/traces/python_dict.thpt.gz").toString());
    for (Block block : blocks("js")) {
      if (block.document().equals("scripts/contracts.md")) {
        Path policy = directory.resolve("p" + args.size() + ".js");
        Files.writeString(policy, block.text());
        args.add("--case");
        args.add(
            "c%d:enabled=always,hugepages-64kB/enabled=inherit,hugepages-32kB/enabled=inherit,policy=%s"
                .formatted(args.size(), policy));
      }
    }
    Cli cli = Cli.toFiles().run(args.toArray(String[]::new));

    assertThat(cli.exitCode()).as(cli.err()).isZero();
    List<String> rows = cli.out().lines().toList();
    int column = List.of(rows.getFirst().split(",", -1)).indexOf("pgfault");
    List<Long> faults =
        rows.stream()
            .skip(1)
            .map(row -> row.split(",", -1)[column])
            .filter(cell -> !cell.isEmpty())
            .map(Long::valueOf)
            .toList();
    assertThat(faults).hasSize(4);
    assertThat(faults.get(1)).as("v6").isEqualTo(faults.getFirst());
    assertThat(faults.get(2)).as("v9").isGreaterThan(faults.getFirst());
    assertThat(faults.get(3)).as("lab/1").isEqualTo(faults.getFirst());
  }

  @Test
  void theTableOfRealProgramsIsTrue() throws IOException {
    String real = Files.readString(TOP.resolve("scripts/traces/real-thp.jsonl"));
    Matcher row = TABLE_ROW.matcher(Files.readString(TOP.resolve("README.md")));
    int rows = 0;
    while (row.find()) {
      rows++;
      String program = row.group(1);
      String setting = row.group(2).replace("mthp-64k", "mthp64");
      List<Long> faults =
          real.lines()
              .filter(line -> line.contains("\"%s\"".formatted(program)))
              .filter(line -> line.contains("\"%s\"".formatted(setting)))
              .map(line -> Long.valueOf(line.replaceAll(".*\"faults\":(\\d+).*", "$1")))
              .sorted()
              .toList();
      assertThat(row.group(3)).as(row.group()).isEqualTo(grouped(faults.getFirst()));
      assertThat(row.group(4)).as(row.group()).isEqualTo(grouped(faults.getLast()));
      assertThat(row.group(5)).as(row.group()).isEqualTo(grouped(predict(program, setting)));
    }
    assertThat(rows).isEqualTo(9);
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static long predict(String program, String setting) throws IOException {
    Machine machine = new Machine(MachineConfig.ample());
    machine.thpSysfs().write("enabled", setting.equals("always") ? "always" : "never");
    if (setting.equals("mthp64")) {
      machine.thpSysfs().write("hugepages-64kB/enabled", "always");
    }
    Path trace = TOP.resolve("scripts/traces/" + program + ".thpt.gz");
    new Replay(machine, Trace.read(trace)).run(_ -> {});
    return machine.kernel().counters().get(VmEvent.PGFAULT);
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    for (String document : DOCUMENTS) {
      Matcher link = LINK.matcher(Files.readString(TOP.resolve(document)));
      while (link.find()) {
        assertThat(TOP.resolve(document).resolveSibling(link.group(1))).as(document).exists();
      }
    }
  }
}
