package dev.thplab.repl;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A debugger that speaks the protocol of Chrome's developer tools, as far as the tests need it.
final class InspectorClient implements WebSocket.Listener, AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final long PATIENCE_S = 120;

  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
  private final StringBuilder part = new StringBuilder();
  private final WebSocket socket;
  private int lastId;

  InspectorClient(String url) {
    socket = http.newWebSocketBuilder().buildAsync(URI.create(url), this).join();
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      messages.add(JSON.readTree(part.toString()));
      part.setLength(0);
    }
    webSocket.request(1);
    return null;
  }

  /// Calls a method and returns its result; events that come before it are dropped.
  JsonNode call(String method, Map<String, Object> parameters) throws InterruptedException {
    send(method, parameters);
    while (true) {
      JsonNode message = next();
      if (message.path("id").asInt(0) == lastId) {
        return message.get("result");
      }
    }
  }

  /// Calls a method and does not wait for its result.
  void send(String method, Map<String, Object> parameters) {
    Map<String, Object> message = Map.of("id", ++lastId, "method", method, "params", parameters);
    socket.sendText(JSON.writeValueAsString(message), true).join();
  }

  /// Waits for an event and returns its parameters; what comes before it is dropped.
  JsonNode await(String event) throws InterruptedException {
    while (true) {
      JsonNode message = next();
      if (message.path("method").asString("").equals(event)) {
        return message.get("params");
      }
    }
  }

  private JsonNode next() throws InterruptedException {
    JsonNode message = messages.poll(PATIENCE_S, TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError("the inspector is silent");
    }
    return message;
  }

  @Override
  public void close() {
    socket.abort();
    http.close();
  }
}
