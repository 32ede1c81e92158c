package dev.thplab.repl.jupyter;

import static dev.thplab.repl.jupyter.TestClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.repl.jupyter.TestClient.Result;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Talks to a kernel as a client does, in this process.
class KernelTest {
  private TestClient client;

  @BeforeEach
  void start() throws IOException, RefusedMessageException {
    client = new TestClient();
  }

  @AfterEach
  void close() throws InterruptedException {
    client.close();
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asString).toList();
  }

  @Test
  void saysWhatItIs() throws RefusedMessageException {
    for (JsonNode info :
        List.of(
            client.ask("kernel_info_request", object()).reply(),
            client.askControl("kernel_info_request", object()))) {
      assertThat(info.path("protocol_version").asString()).isEqualTo("5.4");
      assertThat(info.at("/language_info/name").asString()).isEqualTo("javascript");
    }
    assertThat(client.beat("still there?")).isEqualTo("still there?");
  }

  @Test
  void tellsWhatACellDoesInTheOrderOfTheProtocol() throws RefusedMessageException {
    Result result = client.run("6 * 7");
    assertThat(result.types())
        .containsExactly("status", "execute_input", "execute_result", "status");
    assertThat(result.content("status").path("execution_state").asString()).isEqualTo("busy");
    assertThat(result.text()).isEqualTo("42");
    assertThat(result.reply().path("status").asString()).isEqualTo("ok");
    assertThat(result.reply().path("execution_count").asInt()).isEqualTo(1);
  }

  /// 16 pages are touched, and each is a fault.
  @Test
  void cellsShareOneSessionWithTheWordsOfTheShell() throws RefusedMessageException {
    client.run("const m = spawn('db').mmap('64k', { at: 0x7f0000000000 })");
    assertThat(client.run("m.touch()").text()).isEqualTo("16");
    assertThat(client.run("m.touch() + $2").text()).isEqualTo("16");
    Result mixed = client.run("grep pgfault /proc/vmstat\n.ps\n\nprocesses.length");
    assertThat(mixed.types())
        .containsExactly(
            "status", "execute_input", "stream", "display_data", "execute_result", "status");
    assertThat(mixed.content("stream").path("text").asString()).isEqualTo("pgfault 16\n");
    assertThat(mixed.text()).isEqualTo("1");
  }

  @Test
  void errorsAreThoseOfTheScript() throws RefusedMessageException {
    Result result = client.run("let a = 1;\nthrow new RangeError('too far')");
    for (JsonNode error : List.of(result.reply(), result.content("error"))) {
      assertThat(error.path("ename").asString()).isEqualTo("RangeError");
      assertThat(error.path("evalue").asString()).isEqualTo("too far");
      assertThat(texts(error.path("traceback")))
          .containsExactly("RangeError: too far", "    at repl:2:7");
    }
    assertThat(result.reply().path("status").asString()).isEqualTo("error");
    JsonNode missing = client.run("cat /nothing").reply();
    assertThat(missing.path("evalue").asString()).contains("No such file or directory");
  }

  @Test
  void cellsBehindOneThatFailsDoNotRun() throws RefusedMessageException {
    String first =
        client.send(
            "execute_request", object("code", "x = 1; for (let i = 0; i < 3e6; i++); touch"));
    String second = client.send("execute_request", object("code", "x = 2"));
    String question = client.send("kernel_info_request", object());
    assertThat(client.reply(first).path("status").asString()).isEqualTo("error");
    assertThat(client.reply(second).path("status").asString()).isEqualTo("aborted");
    assertThat(client.reply(question).path("status").asString()).isEqualTo("ok");
    assertThat(client.run("x").text()).isEqualTo("1");
  }

  @Test
  void cellsBehindOneThatFailsRunIfTheClientSaysSo() throws RefusedMessageException {
    String first =
        client.send("execute_request", object("code", "x = 1; touch", "stop_on_error", false));
    String second = client.send("execute_request", object("code", "x = 2"));
    assertThat(client.reply(first).path("status").asString()).isEqualTo("error");
    assertThat(client.reply(second).path("status").asString()).isEqualTo("ok");
    assertThat(client.run("x").text()).isEqualTo("2");
  }

  @Test
  void silentCellsSayNothingAndAreNotCounted() throws RefusedMessageException {
    Result silent = client.ask("execute_request", object("code", "x = 1; x", "silent", true));
    assertThat(silent.types()).containsExactly("status", "status");
    assertThat(silent.reply().path("execution_count").asInt()).isZero();
    Result next = client.run("x");
    assertThat(next.text()).isEqualTo("1");
    assertThat(next.reply().path("execution_count").asInt()).isEqualTo(1);
  }

  @Test
  void givesTheValuesThatAClientWants() throws RefusedMessageException {
    Result result =
        client.ask(
            "execute_request",
            object("code", "x = 20", "user_expressions", Map.of("a", "x + 1", "b", "y")));
    JsonNode values = result.reply().path("user_expressions");
    assertThat(values.at("/a/data/text~1plain").asString()).isEqualTo("21");
    assertThat(values.at("/b/ename").asString()).isEqualTo("ReferenceError");
    assertThat(client.run("_").text()).isEqualTo("20");
  }

  @Test
  void forgedMessagesAreDropped() throws RefusedMessageException {
    client.run("x = 1");
    client.sendForged("x = 2");
    while (client.log().isEmpty()) {
      client.ask("kernel_info_request", object());
    }
    assertThat(client.run("x").text()).isEqualTo("1");
    assertThat(client.log()).containsExactly("a message is dropped: its signature is wrong");
  }

  /// The rocket is one character for a client and two for Java.
  @Test
  void completesAtPlacesThatAreCountedInCharacters() throws RefusedMessageException {
    client.run("m = spawn('db').mmap('64k')");
    JsonNode reply =
        client
            .ask("complete_request", object("code", "'\uD83D\uDE80'; m.tou + 1", "cursor_pos", 10))
            .reply();
    assertThat(texts(reply.path("matches"))).containsExactly("touch");
    assertThat(reply.path("cursor_start").asInt()).isEqualTo(7);
    assertThat(reply.path("cursor_end").asInt()).isEqualTo(10);
  }

  @Test
  void completesCommandsAndFilesInTheirOwnLines() throws RefusedMessageException {
    JsonNode file =
        client
            .ask("complete_request", object("code", ".ps\ncat /proc/vms", "cursor_pos", 17))
            .reply();
    assertThat(texts(file.path("matches"))).containsExactly("vmstat");
    assertThat(file.path("cursor_start").asInt()).isEqualTo(14);
    JsonNode command =
        client.ask("complete_request", object("code", ".vms", "cursor_pos", 4)).reply();
    assertThat(texts(command.path("matches"))).containsExactly(".vmstat");
  }

  @Test
  void inspectsTheNameAtTheCursor() throws RefusedMessageException {
    client.run("m = spawn('db').mmap('64k')");
    for (int place : new int[] {3, 7, 8, 10}) {
      JsonNode reply =
          client
              .ask("inspect_request", object("code", "m.touch('0..4k')", "cursor_pos", place))
              .reply();
      assertThat(reply.path("found").asBoolean()).isTrue();
      assertThat(reply.at("/data/text~1plain").asString())
          .startsWith("Region.touch(range?: string");
    }
    JsonNode unknown =
        client.ask("inspect_request", object("code", "nobody", "cursor_pos", 3)).reply();
    assertThat(unknown.path("status").asString()).isEqualTo("ok");
    assertThat(unknown.path("found").asBoolean()).isFalse();
  }

  @Test
  void knowsWhetherMoreLinesAreNeeded() throws RefusedMessageException {
    for (String code : List.of("for (;;) {", "`open", "/* open", "spawn(")) {
      JsonNode reply = client.ask("is_complete_request", object("code", code)).reply();
      assertThat(reply.path("status").asString()).as(code).isEqualTo("incomplete");
    }
    for (String code : List.of("1 + 1", ".map", "cat /proc/vmstat", "`closed`")) {
      JsonNode reply = client.ask("is_complete_request", object("code", code)).reply();
      assertThat(reply.path("status").asString()).as(code).isEqualTo("complete");
    }
  }

  @Test
  void remembersWhatWasTyped() throws RefusedMessageException {
    client.run("a = 1");
    client.run("b = 2");
    client.run("a + b");
    JsonNode tail = history(object("hist_access_type", "tail", "n", 2));
    assertThat(tail.toString()).isEqualTo("[[0,2,\"b = 2\"],[0,3,\"a + b\"]]");
    JsonNode range =
        history(object("hist_access_type", "range", "start", 1, "stop", 2, "output", true));
    assertThat(range.toString()).isEqualTo("[[0,1,[\"a = 1\",null]]]");
    JsonNode found = history(object("hist_access_type", "search", "pattern", "? = *", "n", 1));
    assertThat(found.toString()).isEqualTo("[[0,2,\"b = 2\"]]");
  }

  private JsonNode history(ObjectNode content) throws RefusedMessageException {
    return client.ask("history_request", content).reply().path("history");
  }

  @Test
  void hasNoComms() throws RefusedMessageException {
    JsonNode reply = client.ask("comm_info_request", object()).reply();
    assertThat(reply.path("comms").isObject()).isTrue();
    assertThat(reply.path("comms").isEmpty()).isTrue();
  }

  @Test
  void anInterruptStopsScriptsAndSimulations() throws RefusedMessageException {
    client.run("m = spawn('db').mmap('64M'); kept = 1");
    for (String endless :
        List.of("while (true) {}", "while (true) { m.touch(); m.madvise('dontneed') }")) {
      String request = client.send("execute_request", object("code", endless));
      client.published("execute_input", request);
      JsonNode interrupted = object("status", "ok");
      while (!isAnswered(request)) {
        assertThat(client.askControl("interrupt_request", object())).isEqualTo(interrupted);
      }
      assertThat(client.run("kept").text()).isEqualTo("1");
      assertThat(client.run("m.touch('0..4k') <= 1").text()).isEqualTo("true");
    }
  }

  /// An interrupt that comes before the line has begun is lost, as in the shell; so the client asks
  /// until the kernel answers.
  private boolean isAnswered(String request) throws RefusedMessageException {
    JsonNode reply = client.replyNow(request);
    if (reply == null) {
      return false;
    }
    assertThat(reply.path("status").asString()).isEqualTo("error");
    assertThat(reply.path("evalue").asString()).isEqualTo("interrupted");
    return true;
  }

  @Test
  void anInterruptWithNothingToStopDoesNothing() throws RefusedMessageException {
    client.askControl("interrupt_request", object());
    assertThat(client.run("1").text()).isEqualTo("1");
  }

  @Test
  void shutsDownOnTheControlChannel() throws RefusedMessageException, InterruptedException {
    JsonNode reply = client.askControl("shutdown_request", object("restart", true));
    assertThat(reply.path("restart").asBoolean()).isTrue();
    assertThat(client.ends()).isTrue();
  }

  @Test
  void shutsDownOnTheShellChannel() throws RefusedMessageException, InterruptedException {
    String request = client.send("shutdown_request", object("restart", false));
    assertThat(client.reply(request).path("status").asString()).isEqualTo("ok");
    assertThat(client.ends()).isTrue();
  }

  @Test
  void leavesWhenTheSessionIsLeft() throws RefusedMessageException, InterruptedException {
    String request = client.send("execute_request", object("code", ".exit"));
    assertThat(client.reply(request).path("status").asString()).isEqualTo("ok");
    assertThat(client.ends()).isTrue();
  }
}
