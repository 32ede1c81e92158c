package dev.thplab.repl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.runtime.livekernel.LiveKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KernelCommandTest {
  private static final String GOLDEN = "../scripts/scenarios/golden.json";

  @TempDir private Path directory;

  private static void assumeLiveKernel() throws IOException {
    String reason = LiveKernel.whyNot();
    if (reason == null && !Files.readString(Path.of("/proc/version")).contains("version 6.18.")) {
      reason = "this kernel is not a 6.18";
    }
    if (reason != null) {
      System.out.println("KernelCommandTest skips a test: " + reason);
    }
    Assumptions.assumeTrue(reason == null, reason);
  }

  private static void assertUsageError(Cli cli, String start) {
    assertThat(cli.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).startsWith("thplab: " + start).hasLineCount(1);
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void answersAWrongCommandLineWithOneLine() {
    Cli cli = Cli.toFiles();
    assertUsageError(cli.run("kernel"), "give either scenario files or --fuzz SEED");
    assertUsageError(
        cli.run("kernel", GOLDEN, "--fuzz", "1"), "give either scenario files or --fuzz SEED");
    assertUsageError(
        cli.run("kernel", "--fuzz", "1", "--count", "0"), "--runs and --count must be at least 1");
    assertUsageError(cli.run("kernel", "--fuzz", "1", "--kinds", "frok"), "--kinds 'frok' must");
    assertThat(cli.err()).contains("did you mean 'fork'?");
  }

  @Test
  void saysInOneSentenceWhyTheKernelCannotBeUsed() {
    String reason = LiveKernel.whyNot();
    if (reason == null) {
      System.out.println("KernelCommandTest skips a test: this kernel can be used");
    }
    Assumptions.assumeTrue(reason != null);
    Cli cli = Cli.toFiles().run("kernel", "--fuzz", "1", "--count", "1");
    assertThat(cli.exitCode()).isEqualTo(ExitCode.INTERNAL);
    assertThat(cli.err()).isEqualTo("thplab: " + reason + "\n");
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void comparesScenariosWithTheKernel() throws IOException {
    assumeLiveKernel();
    Cli cli =
        Cli.toFiles()
            .run("kernel", GOLDEN, "--only", "mthp_16k*", "--runs", "1", "--check", "-o", "table");
    Assumptions.assumeFalse(cli.err().contains("another thplab"), cli.err());
    assertThat(cli.err()).isEqualTo("1 of 1 scenarios agree\n");
    assertThat(cli.out()).isEqualTo("mthp_16k_only_seq: 1 of 1 runs identical\n");
    assertThat(cli.exitCode()).isZero();
  }

  @Test
  void comparesRandomScenariosWithTheKernel() throws IOException {
    assumeLiveKernel();
    Cli cli =
        Cli.toFiles()
            .run(
                "kernel",
                "--fuzz",
                "1",
                "--count",
                "3",
                "--kinds",
                "fork",
                "--save",
                directory.toString());
    Assumptions.assumeFalse(cli.err().contains("another thplab"), cli.err());
    assertThat(cli.out()).startsWith("3 of 3 scenarios agree\n");
    assertThat(cli.exitCode()).isZero();
    assertThat(directory).isEmptyDirectory();
  }
}
