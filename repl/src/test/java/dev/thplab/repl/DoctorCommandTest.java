package dev.thplab.repl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class DoctorCommandTest {
  @Test
  void worksWithoutATerminal() {
    Cli cli = Cli.toFiles().run("doctor");
    assertThat(cli.exitCode()).isZero();
    assertThat(cli.err()).isEmpty();
    assertThat(cli.out())
        .containsPattern("jdk\n  version +25")
        .containsPattern("engine\n  kind +(compiled|interpreted)\n  why +\\S")
        .containsPattern("statements +10,000 statements/call")
        .containsPattern("retained +67,108,864 bytes/policy")
        .containsPattern("stdout +a file or pipe");
  }

  @Test
  void tellsTheSameAsJson() {
    JsonNode document = new JsonMapper().readTree(Cli.toFiles().run("doctor", "-o", "json").out());
    assertThat(document.propertyNames())
        .containsExactly("thplab", "jdk", "engine", "limits", "terminal", "machine");
    assertThat(document.at("/jdk/home").asString()).isEqualTo(System.getProperty("java.home"));
    assertThat(document.at("/engine/kind").asString()).isIn("compiled", "interpreted");
  }
}
