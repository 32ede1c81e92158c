package dev.thplab.sim.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceTest {
  private static final String HEADER = "# {\"format\": \"thpt/1\", \"name\": \"x\"}\n";

  private static Trace read(String text) throws IOException {
    return Trace.read(
        "dir/x.thpt", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void countsPagesFromTheLastFaultOfTheSameProcess() throws IOException {
    // w 10: page 0x10; 'w 2 3 2': 0x12, 0x14, 0x16; then 1 before the last, 0x16: 0x15.
    Trace trace = read(HEADER + "C 1\nw 10\nw 2 3 2\nC 2\nr 7\nC 1\nR -1\n");

    assertThat(trace.events())
        .containsExactly(
            new TraceEvent.Switch(1),
            new TraceEvent.Faults(0x10, 1, 1, true, false, false),
            new TraceEvent.Faults(0x12, 3, 2, true, false, false),
            new TraceEvent.Switch(2),
            new TraceEvent.Faults(7, 1, 1, false, false, false),
            new TraceEvent.Switch(1),
            new TraceEvent.Faults(0x15, 1, 1, false, false, true));
    assertThat(trace.nrFaults()).isEqualTo(6);
    assertThat(trace.name()).isEqualTo("x");
  }

  @Test
  void countsPagesAnewAfterExecAndKeepsSpacesInNames() throws IOException {
    Trace trace = read(HEADER + "w 10\nexec Web Content 5000 6000\nw 3\n");

    assertThat(trace.events())
        .endsWith(
            new TraceEvent.Exec("Web Content", 0x5000, 0x6000),
            new TraceEvent.Faults(3, 1, 1, true, false, false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mmap 7f00000000zz 1000 3 22 a | 'zz' | '7f00000000zz' must be a hexadecimal number",
        "fly 1 2                       | fly  | unknown event 'fly'",
        "mmap 1000 1000 3 22 q         | q    | 'q' must be a (anonymous) or f (file)",
        "mmap 1000 1000 3 22           | 4    | 'mmap' takes 5 values, not 4",
        "w 1 many                      | many | 'many' must be a decimal number",
        "w 1 0                         | 0    | '0' must be in [1, 2147483647]",
        "w -1                          | -1   | outside user space",
        "C 0                           | 0    | '0' must be in [1, 4194304]",
        "munmap ffffffffffff 1000      | ff   | 'ffffffffffff' lies outside user space",
      })
  void namesFileLineValueAndRule(String line, String value, String rule) {
    assertThatThrownBy(() -> read(HEADER + "C 1\n" + line + "\n"))
        .isInstanceOf(TraceFormatException.class)
        .hasMessageStartingWith("dir/x.thpt:3: ")
        .hasMessageContaining(rule);
  }

  @Test
  void refusesAFileThatIsNoTrace() {
    assertThatThrownBy(() -> read("hello\n"))
        .hasMessageStartingWith("dir/x.thpt:1: 'hello' must be");
    assertThatThrownBy(() -> read("")).hasMessageContaining("empty file");
  }

  @Test
  void saysThatGzipDataIsTruncated() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write((HEADER + "C 1\nw 10\n".repeat(5000)).getBytes(StandardCharsets.UTF_8));
    }
    byte[] half = Arrays.copyOf(bytes.toByteArray(), bytes.size() - 9);

    assertThatThrownBy(() -> Trace.read("t.gz", new ByteArrayInputStream(half)))
        .isInstanceOf(TraceFormatException.class)
        .hasMessage("t.gz: the gzip data ends too early");
  }
}
