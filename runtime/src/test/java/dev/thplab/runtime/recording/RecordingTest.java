package dev.thplab.runtime.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.compare.CaseSpec;
import dev.thplab.runtime.compare.ComparePlan;
import dev.thplab.runtime.compare.CompareProgress;
import dev.thplab.runtime.compare.CompareRunner;
import dev.thplab.runtime.compare.RecordingFile;
import dev.thplab.runtime.compare.TinyTrace;
import dev.thplab.runtime.script.Limits;
import dev.thplab.runtime.workload.WorkloadSpec;
import dev.thplab.sim.InvariantCheck;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.policy.Scope;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Recordings that cannot be replayed. The program is [TinyTrace] under `never`, whose five page
/// faults are lines 2 to 6.
final class RecordingTest {
  @TempDir private Path directory;
  private Path trace;
  private Path file;
  private List<String> lines;

  @BeforeEach
  void record() throws IOException {
    trace = Files.writeString(directory.resolve("tiny.thpt"), TinyTrace.TEXT);
    file = directory.resolve("d.jsonl");
    ComparePlan plan =
        new ComparePlan(
            WorkloadSpec.ofTrace(trace.toString()),
            List.of(CaseSpec.parse("never")),
            MachineConfig.ample(),
            0,
            Limits.DEFAULT,
            InvariantCheck.OFF);
    try (RecordingFile recording = RecordingFile.create(file.toString())) {
      CompareRunner.run(plan, CompareProgress.NONE, recording);
      recording.end();
    }
    lines = new ArrayList<>(Files.readAllLines(file));
    assertThat(lines).hasSize(7);
  }

  private String problem() {
    InputException[] problem = new InputException[1];
    assertThatThrownBy(() -> Recording.read(file.toString()))
        .isInstanceOfSatisfying(InputException.class, e -> problem[0] = e);
    return problem[0].getMessage().replace(directory + "/", "");
  }

  @Test
  void readsWhatWasWritten() {
    Recording recording = Recording.read(file.toString());
    assertThat(recording.decisions()).hasSize(5);
    assertThat(recording.run().spec()).isEqualTo(CaseSpec.parse("never:enabled=never"));
    assertThat(recording.run().workload()).isEqualTo(WorkloadSpec.ofTrace(trace.toString()));
    assertThat(recording.run().machine()).isEqualTo(MachineConfig.ample());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1 | "format":"thplab-decisions/1" | "format":"thplab-decisions/2" | d.jsonl:1: format (thplab-decisions/2) must be thplab-decisions/1
          1 | "format" | "form" | d.jsonl:1: is no recording of decisions; 'thplab compare --record' makes them
          1 | enabled=never | enabled=nevr | d.jsonl:1: case 'never': enabled (nevr) must be
          1 | "cpu":" | "cpu":"no | d.jsonl:1: cpu (no
          1 | "seed":0 | "seed":"x" | d.jsonl:1: seed ("x") must be a whole number
          3 | "pid":10 | "pid":"10" | d.jsonl:3: pid ("10") must be a whole number
          3 | "pid":10, | `` | d.jsonl:3: pid is missing; it must be a whole number
          3 | "chosen":[0, | "chosen":[0,9, | d.jsonl:3: chosen has the order 9, which was not offered
          3 | "type":"pagefault" | "type":"pagefalt" | d.jsonl:3: type ("pagefalt") must be one of smaps, pagefault, khugepaged, forced-collapse, swap-pagefault, did you mean 'pagefault'?
          3 | "offered":[0, | "offered":[-1, | d.jsonl:3: offered ([-1,1,2,3,4,5,6,7,8]) must be a list of orders, 0 to 30
          3 | "address":"7 | "address":"x | d.jsonl:3: address: address (xf0000001000) must be hexadecimal
          4 | {"case" | "case" | d.jsonl:4:
          7 | 5 | 4 | d.jsonl:7: decisions (4) must be 5, the number of lines that hold one
          """)
  void refusesAnEditedLine(int line, String text, String other, String message) throws IOException {
    String edited = lines.get(line - 1).replace(text, other == null ? "" : other);
    assertThat(edited).isNotEqualTo(lines.get(line - 1));
    lines.set(line - 1, edited);
    Files.write(file, lines);
    assertThat(problem()).startsWith(message).doesNotContain("\n");
  }

  @Test
  void refusesWhatIsCutOff() throws IOException {
    Files.write(file, lines.subList(0, 4));
    assertThat(problem())
        .isEqualTo("d.jsonl:4: is cut off: the last line must say how many decisions there are");
    Files.writeString(file, "");
    assertThat(problem()).isEqualTo("recording d.jsonl: is empty");
    Files.delete(file);
    assertThat(problem()).isEqualTo("recording d.jsonl: no such file");
    file = directory;
    assertThat(problem()).endsWith(": is a directory");
  }

  @Test
  void refusesCompressedDataWithoutItsEnd() throws IOException {
    byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    file = directory.resolve("d.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text);
    }
    assertThat(Recording.read(file.toString()).decisions()).hasSize(5);
    byte[] packed = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(packed, packed.length / 2));
    assertThat(problem()).matches("d\\.jsonl\\.gz:\\d: is cut off: .*");
    Files.write(file, text);
    assertThat(problem()).isEqualTo("d.jsonl.gz:1: Not in GZIP format");
  }

  @Test
  void refusesLinesBehindTheEnd() throws IOException {
    lines.add("{}");
    Files.write(file, lines);
    assertThat(problem()).isEqualTo("d.jsonl:8: nothing may follow the number of decisions");
  }

  private String replayProblem(String tracePath) throws IOException {
    Files.write(file, lines);
    Path policy =
        Files.writeString(
            directory.resolve("b.js"),
            "export const contract = 'lab/1'; export const getSuggestedOrder = () => 0;");
    Recording recording = Recording.read(file.toString());
    InputException[] problem = new InputException[1];
    assertThatThrownBy(() ->
            DecisionReplay.run(
                recording,
                recording.run().workloadAt(tracePath),
                DecisionReplay.policy(policy.toString(), new LinkedHashMap<>(), Scope.GLOBAL),
                CompareRunner::readPolicy,
                Limits.DEFAULT,
                CompareProgress.NONE))
        .isInstanceOfSatisfying(InputException.class, e -> problem[0] = e);
    return problem[0].getMessage().replace(directory + "/", "");
  }

  /// Of the second fault, at page 1; the third is at page 2.
  @Test
  void refusesARecordingThatTheReplayDoesNotFollow() throws IOException {
    String second = lines.get(2);
    lines.set(2, second.replace("7f0000001000", "7f0000003000"));
    assertThat(replayProblem(null))
        .matches(
            "d\\.jsonl:3: has pagefault at 7f0000003000 in process 10 \\(tiny\\) at 0\\.\\d{6} s,"
                + " but the replay comes to pagefault at 7f0000001000 in process 10 .*");
    lines.set(2, second.replace("\"obtained\":0", "\"obtained\":2"));
    assertThat(replayProblem(null))
        .startsWith(
            "d.jsonl:3: result anon, obtained 2 and cost_ns 612 differ from the replay (anon, 0,"
                + " 612) of pagefault at 7f0000001000");
  }

  @Test
  void saysWhereTheRecordingGoesOnAndTheReplayDoesNot() throws IOException {
    lines.add(6, lines.get(5));
    lines.set(7, "{\"decisions\":6}");
    assertThat(replayProblem(null))
        .startsWith("d.jsonl:7: the replay ends before pagefault at 7f0000201000 ");
    lines.subList(5, 7).clear();
    lines.set(5, "{\"decisions\":4}");
    lines.set(0, lines.getFirst().replace("\"version\":\"0", "\"version\":\"9"));
    assertThat(replayProblem(null))
        .startsWith("d.jsonl:5: is the last, but the replay goes on to pagefault at 7f0000201000 ")
        .contains("; it was recorded by thplab 9.1.0-SNAPSHOT, this is 0.1.0");
  }

  @Test
  void wantsTheTraceThatWasRecorded() throws IOException {
    Path moved = directory.resolve("moved.thpt");
    Files.move(trace, moved);
    assertThat(replayProblem(null)).isEqualTo("trace tiny.thpt: no such file");
    Files.writeString(moved, TinyTrace.TEXT.replace("w 1\n", "w 2\n"));
    assertThat(replayProblem(moved.toString()))
        .startsWith("trace moved.thpt: is not the one that d.jsonl was recorded of: its SHA-256 ");
  }
}
