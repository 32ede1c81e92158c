package dev.thplab.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Debuggers stop inside policies while simulated time stands still, and the results are those of a
/// run without one.
final class DebuggerTest {
  private static final String POLICY =
      """
      export const contract = "lab/1";
      let asked = 0;
      export function getSuggestedOrder(q) {
        const now = q.nowNs;
        asked++;
        return now % 2 === 0 ? 9 : 4;
      }
      """;

  /// The line `asked++`.
  private static final int LINE = 5;

  private static final long LIMIT_MS = 500;

  @TempDir private Path directory;
  private Path policy;
  private List<String> arguments;

  @BeforeEach
  void write() throws IOException {
    policy = Files.writeString(directory.resolve("p.js"), POLICY).toRealPath();
    arguments =
        List.of(
            "compare",
            "-q",
            "-o",
            "json",
            "--no-timing",
            "--policy-ms",
            Long.toString(LIMIT_MS),
            "--trace",
            TinyTrace.write(directory).toString(),
            "--case",
            "mine:preset=always,policy=" + policy);
  }

  private List<String> with(String option) {
    List<String> debugged = new ArrayList<>(arguments);
    debugged.add(option);
    return debugged;
  }

  private String withoutDebugger() {
    Cli cli = Cli.toFiles().run(arguments.toArray(String[]::new));
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    return cli.out();
  }

  @Test
  void theInspectorStopsAtTheFirstStatementAndAtBreakpoints() throws Exception {
    DebuggedRun run = DebuggedRun.start(with("--inspect-brk=0"));
    try (InspectorClient inspector =
        new InspectorClient(run.awaitError("(ws://127\\.0\\.0\\.1:\\d+/\\S+)"))) {
      inspector.call("Runtime.enable", Map.of());
      inspector.call("Debugger.enable", Map.of());
      inspector.send("Runtime.runIfWaitingForDebugger", Map.of());
      assertThat(inspector.await("Debugger.paused").at("/callFrames/0/location/lineNumber").asInt())
          .isZero();

      String breakpoint =
          inspector
              .call(
                  "Debugger.setBreakpointByUrl",
                  Map.of("lineNumber", LINE - 1, "url", policy.toUri().toString()))
              .get("breakpointId")
              .asString();
      inspector.send("Debugger.resume", Map.of());
      JsonNode frame = inspector.await("Debugger.paused").at("/callFrames/0");
      assertThat(frame.get("functionName").asString()).isEqualTo("getSuggestedOrder");
      assertThat(frame.at("/location/lineNumber").asInt()).isEqualTo(LINE - 1);
      stayBeyondTheLimit(inspector, frame.get("callFrameId").asString());

      inspector.call("Debugger.removeBreakpoint", Map.of("breakpointId", breakpoint));
      inspector.send("Debugger.resume", Map.of());
      assertThat(run.output()).isEqualTo(withoutDebugger());
    }
  }

  /// A call whose limit is some milliseconds may stand for longer in a debugger, and the time that
  /// it sees does not go on.
  private static void stayBeyondTheLimit(InspectorClient inspector, String frame)
      throws InterruptedException {
    Map<String, Object> question = Map.of("callFrameId", frame, "expression", "now");
    String now = inspector.call("Debugger.evaluateOnCallFrame", question).toString();
    assertThat(now).contains("\"number\"");
    long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(5 * LIMIT_MS);
    while (System.nanoTime() < endNs) {
      assertThat(inspector.call("Debugger.evaluateOnCallFrame", question)).hasToString(now);
    }
  }

  private static DapClient attachedEditor(DebuggedRun run) throws IOException {
    int port = Integer.parseInt(run.awaitError("listening on /127\\.0\\.0\\.1:(\\d+)"));
    DapClient editor = new DapClient(port);
    editor.call("initialize", Map.of("adapterID", "test", "pathFormat", "path"));
    editor.call("attach", Map.of());
    return editor;
  }

  @Test
  void anEditorStopsAtItsBreakpoints() throws Exception {
    DebuggedRun run = DebuggedRun.start(with("--dap=0"));
    try (DapClient editor = attachedEditor(run)) {
      Map<String, Object> source = Map.of("path", policy.toString());
      List<Map<String, Integer>> lines = List.of(Map.of("line", LINE));
      editor.call("setBreakpoints", Map.of("source", source, "breakpoints", lines));
      editor.send("configurationDone", Map.of());
      int thread = editor.await("stopped").get("threadId").asInt();
      JsonNode frame = editor.call("stackTrace", Map.of("threadId", thread)).at("/stackFrames/0");
      assertThat(frame.get("name").asString()).isEqualTo("getSuggestedOrder");
      assertThat(frame.get("line").asInt()).isEqualTo(LINE);
      assertThat(frame.at("/source/path").asString()).isEqualTo(policy.toString());
      assertThat(run.isRunning()).isTrue();

      editor.call("setBreakpoints", Map.of("source", source, "breakpoints", List.of()));
      editor.call("continue", Map.of("threadId", thread));
      editor.await("terminated");
    }
    assertThat(run.output()).isEqualTo(withoutDebugger());
  }

  @Test
  void saysThatTheEditorHasHungUp() throws Exception {
    DebuggedRun run = DebuggedRun.start(with("--dap=0"));
    try (DapClient editor = attachedEditor(run)) {
      editor.send("configurationDone", Map.of());
    }

    assertThat(run.error())
        .contains("the debugger has hung up")
        .doesNotContain("bug in thplab")
        .doesNotContain("\tat ");
  }

  @Test
  void anInspectorThatNobodyUsesChangesNothing() throws Exception {
    DebuggedRun run = DebuggedRun.start(with("--inspect=0"));

    assertThat(run.awaitError("(the engine's own sandbox checks are off)")).isNotEmpty();
    assertThat(run.output()).isEqualTo(withoutDebugger());
  }

  @Test
  void refusesWhatDoesNotGoTogether() throws IOException {
    Cli cli = Cli.toFiles();
    List<String> untrusted = with("--dap");
    untrusted.add("--untrusted");
    assertThat(cli.run(untrusted.toArray(String[]::new)).exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("--untrusted cannot be used with a debugger");

    List<String> both = with("--dap");
    both.add("--inspect");
    assertThat(cli.run(both.toArray(String[]::new)).exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("--dap cannot be used with --inspect");

    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      List<String> busy = with("--inspect=" + taken.getLocalPort());
      assertThat(cli.run(busy.toArray(String[]::new)).exitCode()).isEqualTo(ExitCode.INVALID_INPUT);
      assertThat(cli.err())
          .contains("the debugger cannot listen at 127.0.0.1:" + taken.getLocalPort());
    }
  }
}
