package dev.thplab.repl;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A headless Chromium, driven through its DevTools protocol.
final class Browser implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final long PATIENCE_S = 60;
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");

  /// What happened while a page was opened.
  ///
  /// @param complaints what its console said, and exceptions
  /// @param requests addresses that were asked for, the page's own left out
  record Visit(List<String> complaints, List<String> requests) {}

  private final Process process;
  private final WebSocket socket;
  private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
  private final List<JsonNode> events = new ArrayList<>();
  private String session;
  private int lastId;

  /// The browser of this machine; null if there is none.
  static Path installed() {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  /// Starts `program` with `profile` as its own directory.
  Browser(Path program, Path profile) throws IOException, InterruptedException {
    process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(address(profile.resolve("DevToolsActivePort")), new Listener())
            .join();
    String target = call("Target.createTarget", "url", "about:blank").get("targetId").asString();
    session =
        call("Target.attachToTarget", "targetId", target, "flatten", true)
            .get("sessionId")
            .asString();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable");
    }
  }

  /// Where the browser listens: it writes the port and the path into a file when it is ready.
  private URI address(Path file) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    while (!Files.exists(file) || Files.readAllLines(file).size() < 2) {
      if (System.nanoTime() > end || process.waitFor(50, TimeUnit.MILLISECONDS)) {
        throw new IOException("the browser did not start");
      }
    }
    List<String> lines = Files.readAllLines(file);
    return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        messages.add(JSON.readTree(text.toString()));
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  /// Calls a method of the protocol and waits for the answer; events that come before it are kept.
  private JsonNode call(String method, Object... parameters) throws InterruptedException {
    lastId++;
    ObjectNode message = JSON.createObjectNode().put("id", lastId).put("method", method);
    if (session != null) {
      message.put("sessionId", session);
    }
    ObjectNode values = message.putObject("params");
    for (int i = 0; i < parameters.length; i += 2) {
      values.set((String) parameters[i], JSON.valueToTree(parameters[i + 1]));
    }
    socket.sendText(message.toString(), true).join();
    for (JsonNode answer = next(); ; answer = next()) {
      if (answer.path("id").asInt(0) == lastId) {
        if (answer.has("error")) {
          throw new IllegalStateException(method + ": " + answer.get("error"));
        }
        return answer.get("result");
      }
      events.add(answer);
    }
  }

  private JsonNode next() throws InterruptedException {
    JsonNode message = messages.poll(PATIENCE_S, TimeUnit.SECONDS);
    if (message == null) {
      throw new IllegalStateException("the browser does not answer");
    }
    return message;
  }

  /// Opens a page `width` pixels wide, dark or light, and waits until it has `condition`, an
  /// expression of JavaScript.
  Visit open(Path page, int width, boolean dark, String condition) throws InterruptedException {
    events.clear();
    call(
        "Emulation.setDeviceMetricsOverride",
        "width",
        width,
        "height",
        900,
        "deviceScaleFactor",
        1,
        "mobile",
        false);
    ObjectNode scheme =
        JSON.createObjectNode()
            .put("name", "prefers-color-scheme")
            .put("value", dark ? "dark" : "light");
    call("Emulation.setEmulatedMedia", "features", List.of(scheme));
    String address = page.toUri().toString();
    call("Page.navigate", "url", address);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    while (!"true"
        .equals(evaluate("String(document.readyState === 'complete' && (" + condition + "))"))) {
      if (System.nanoTime() > end) {
        throw new AssertionError(condition + " does not come true: " + visit(address));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return visit(address);
  }

  private Visit visit(String address) {
    List<String> complaints = new ArrayList<>();
    List<String> requests = new ArrayList<>();
    for (JsonNode event : events) {
      switch (event.path("method").asString("")) {
        case "Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown" ->
            complaints.add(event.get("params").toString());
        case "Network.requestWillBeSent" -> {
          String url = event.at("/params/request/url").asString();
          if (!url.equals(address)) {
            requests.add(url);
          }
        }
        default -> {}
      }
    }
    return new Visit(complaints, requests);
  }

  /// The value of an expression of JavaScript that gives a text.
  String evaluate(String expression) throws InterruptedException {
    return call("Runtime.evaluate", "expression", expression).at("/result/value").asString("");
  }

  @Override
  public void close() {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
