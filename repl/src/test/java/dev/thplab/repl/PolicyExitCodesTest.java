package dev.thplab.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A policy that fails costs an exit code and some lines, not the results.
final class PolicyExitCodesTest {
  @TempDir private Path directory;

  private Cli compare(String... bodies) throws IOException {
    String[] args = new String[4 + 2 * bodies.length];
    args[0] = "compare";
    args[1] = "--trace";
    args[2] = TinyTrace.write(directory).toString();
    args[3] = "--no-timing";
    for (int i = 0; i < bodies.length; i++) {
      Path policy = directory.resolve("p" + i + ".js");
      Files.writeString(
          policy,
          """
          export const contract = "lab/1";
          export function getSuggestedOrder(q) {
            %s
          }
          """
              .formatted(bodies[i]));
      args[4 + 2 * i] = "--case";
      args[5 + 2 * i] = "c" + i + ":preset=always,policy=" + policy;
    }
    return Cli.toFiles().run(args);
  }

  @Test
  void aGoodPolicyIsZero() throws IOException {
    Cli cli = compare("return 0;");
    assertThat(cli.exitCode()).isZero();
    assertThat(cli.err()).isEmpty();
    assertThat(cli.out()).containsPattern("denied +\\d+\n");
  }

  @Test
  void aPolicyThatThrowsIs107AfterTheTable() throws IOException {
    Cli cli = compare("throw new Error('no such luck');");
    assertThat(cli.exitCode()).isEqualTo(107);
    assertThat(cli.out()).contains("whole machine").containsPattern("failed +\\d+\n");
    assertThat(cli.err())
        .contains("case 'c0': ", "p0.js:3: ", "threw Error: no such luck", " times)")
        .doesNotContain("at dev.thplab");
  }

  @Test
  void aBadAnswerIs107() throws IOException {
    Cli cli = compare("return 77;");
    assertThat(cli.exitCode()).isEqualTo(107);
    assertThat(cli.err()).contains("answered 77; want an order");
  }

  @Test
  void aBrokenLimitIs108() throws IOException {
    Cli cli = compare("for (;;);");
    assertThat(cli.exitCode()).isEqualTo(108);
    assertThat(cli.out()).contains("whole machine");
    assertThat(cli.err()).contains("p0.js:3: ", "statements in one call; the limit is 10000");
  }

  @Test
  void aPolicyThatThrewOutweighsABrokenLimit() throws IOException {
    assertThat(compare("for (;;);", "throw 1;").exitCode()).isEqualTo(107);
  }
}
