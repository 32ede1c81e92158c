package dev.thplab.repl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.runtime.compare.Provenance;
import dev.thplab.sim.InvariantViolation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MainTest {
  private final Cli cli = Cli.toFiles();

  @Test
  void withoutArgumentsItPrintsItsHelp() {
    cli.run();
    assertThat(cli.exitCode()).isZero();
    assertThat(cli.out()).startsWith("Usage: thplab").contains("compare", "scenario", "doctor");
    assertThat(cli.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-V", "--version"})
  void printsItsVersion(String option) {
    cli.run(option);
    assertThat(cli.exitCode()).isZero();
    assertThat(cli.out()).isEqualTo("thplab " + Provenance.VERSION + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"compare", "scenario", "doctor"})
  void everyCommandHasAHelpThatListsTheExitCodesIn80Columns(String command) {
    cli.run(command, "--help");
    assertThat(cli.exitCode()).isZero();
    assertThat(cli.out())
        .startsWith("Usage: thplab " + command)
        .contains("99 ", "104 ", "105 ", "107 ", "108 ");
    assertThat(cli.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void misspeltCommandsAndOptionsAreAnsweredWithTheNearest() {
    cli.run("compair");
    assertThat(cli.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err())
        .isEqualTo(
            "thplab: unknown command 'compair', did you mean 'compare'?; see thplab --help\n");
    cli.run("compare", "--tarce", "x");
    assertThat(cli.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err())
        .isEqualTo(
            "thplab: unknown option '--tarce', did you mean '--trace'?; see thplab compare"
                + " --help\n");
  }

  @Test
  void aBugIsOneLineUnlessItIsAskedFor() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    Failures failures = new Failures(new Streams(stream, stream, Screen.none()));
    int exitCode = failures.handle(new IllegalStateException("the books\n  do not balance"));
    assertThat(exitCode).isEqualTo(ExitCode.INTERNAL);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "thplab: java.lang.IllegalStateException: the books; do not balance; this is a bug in"
                + " thplab (THPLAB_DEBUG=1 shows where)\n");
  }

  @Test
  void wrongBooksAreAnInternalError() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    Failures failures = new Failures(new Streams(stream, stream, Screen.none()));
    int exitCode =
        failures.handle(
            new InvariantViolation("case 'x'", new InvariantViolation("event 4: rss is 5")));
    assertThat(exitCode).isEqualTo(ExitCode.INTERNAL);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("thplab: case 'x': event 4: rss is 5; this is a bug in thplab\n");
  }
}
