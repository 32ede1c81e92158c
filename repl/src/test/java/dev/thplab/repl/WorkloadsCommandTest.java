package dev.thplab.repl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.generator.Generator;
import dev.thplab.sim.generator.Parameter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The list of generated workloads, and `compare` on one.
final class WorkloadsCommandTest {
  private static final String SEE_HELP = "; see thplab compare --help";

  @Test
  void printsEveryGeneratorWithItsParameters() {
    Cli cli = Cli.toFiles().run("workloads");

    assertThat(cli.exitCode()).isZero();
    assertThat(cli.err()).isEmpty();
    for (Generator generator : Generator.all()) {
      assertThat(cli.out()).containsPattern("(?m)^" + generator.name() + "  \\S");
    }
    assertThat(cli.out())
        .containsPattern("(?m)^  theta +number +0.99 +0 to 10 +skew of the popularity; 0: none$")
        .containsPattern("(?m)^  seed +seed +--seed +of all that is random$")
        .contains("marks get, set, save");
  }

  @Test
  void fitsTheTerminal() {
    assertThat(Cli.onTerminal(70, Map.of("NO_COLOR", "1")).run("workloads").out().lines())
        .allMatch(line -> line.length() <= 70);
  }

  @Test
  void tellsTheSameAsJson() {
    JsonNode workloads =
        new JsonMapper()
            .readTree(Cli.toFiles().run("workloads", "-o", "json").out())
            .get("workloads");
    assertThat(workloads.size()).isEqualTo(Generator.all().size());
    for (int i = 0; i < workloads.size(); i++) {
      Generator generator = Generator.all().get(i);
      assertThat(workloads.get(i).get("name").asString()).isEqualTo(generator.name());
      assertThat(workloads.get(i).get("parameters").values())
          .extracting(parameter -> parameter.get("name").asString())
          .containsExactlyElementsOf(generator.parameters().stream().map(Parameter::name).toList());
    }
  }

  @Test
  void compareRunsAGeneratedWorkload() {
    Cli cli =
        Cli.toFiles()
            .run(
                "compare",
                "--workload",
                "key-value:keys=500,operations=1k,save-every=0",
                "--seed",
                "4",
                "--case",
                "never");
    assertThat(cli.err()).isEmpty();
    assertThat(cli.exitCode()).isZero();
    assertThat(cli.out())
        .startsWith("key-value on 16.0 GiB")
        .contains(" keys=500 value=1K ", "seed=4")
        .containsPattern("(?m)^  get operations +[0-9]{3}$")
        .containsPattern("(?m)^    p99.9 +[0-9.]+ us$")
        .containsPattern("(?m)^  simulated time +[0-9.]+ ms$");
  }

  @Test
  void aMistakeIsOneLine() {
    assertThat(usageError("--workload", "zifp"))
        .isEqualTo(
            "thplab: unknown workload 'zifp', did you mean 'zipf'?; workloads are sequential,"
                + " strided, zipf, pointer-chase, key-value, jvm, arena, balloon, process-storm"
                + SEE_HELP);
    assertThat(usageError("--workload", "zipf:theta=11"))
        .isEqualTo("thplab: workload 'zipf': theta (11) must be in [0, 10]" + SEE_HELP);
    assertThat(usageError("--workload", "zipf", "--trace", "t"))
        .isEqualTo("thplab: --trace and --workload cannot both be given" + SEE_HELP);
  }

  /// 64 MiB of memory do not hold the 4 GiB of the workload.
  @Test
  void tooLittleMemoryIsAnInputErrorThatNamesTheCase() {
    Cli cli =
        Cli.toFiles()
            .run("compare", "--workload", "zipf:fill=yes", "--memory", "64M", "--case", "never");
    assertThat(cli.exitCode()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err().lines()).hasSize(1);
    assertThat(cli.err())
        .startsWith("thplab: case 'never': process 1000 (zipf) found no free page");
  }

  private static String usageError(String... options) {
    String[] args = new String[options.length + 1];
    args[0] = "compare";
    System.arraycopy(options, 0, args, 1, options.length);
    Cli cli = Cli.toFiles().run(args);
    assertThat(cli.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.out()).isEmpty();
    return cli.err().lines().findFirst().orElseThrow();
  }
}
