package dev.thplab.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class InterruptTest {
  /// More than a pipe holds.
  private static final int SIZE_BYTES = 1 << 20;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void ctrlCEndsTheProgramWithOneLineAnd105() throws IOException, InterruptedException {
    String java = System.getProperty("java.home") + "/bin/java";
    String classPath = System.getProperty("java.class.path");
    Process thplab =
        new ProcessBuilder(
                java, "-cp", classPath, Main.class.getName(), "compare", "--trace", "/dev/stdin")
            .start();
    try {
      // When all of this is written, the program has read most of it, and waits for more.
      OutputStream trace = thplab.getOutputStream();
      trace.write("# {\"format\": \"thpt/1\"}\n".getBytes(StandardCharsets.UTF_8));
      trace.write("#\n".repeat(SIZE_BYTES / 2).getBytes(StandardCharsets.UTF_8));
      trace.flush();
      new ProcessBuilder("kill", "-INT", Long.toString(thplab.pid())).start().waitFor();
      assertThat(thplab.waitFor()).isEqualTo(ExitCode.INTERRUPTED);
      String err = new String(thplab.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(err).isEqualTo("thplab: interrupted\n");
      assertThat(thplab.getInputStream().readAllBytes()).isEmpty();
    } finally {
      thplab.destroyForcibly();
    }
  }
}
