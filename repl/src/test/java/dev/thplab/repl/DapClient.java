package dev.thplab.repl;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An editor that speaks the Debug Adapter Protocol, as far as the tests need it.
final class DapClient implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int PATIENCE_MS = 120_000;

  private final Socket socket;
  private final DataInputStream in;
  private int lastSequence;

  DapClient(int port) throws IOException {
    socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
    socket.setSoTimeout(PATIENCE_MS);
    in = new DataInputStream(socket.getInputStream());
  }

  /// Sends a request and returns the body of its response; what comes before it is dropped.
  JsonNode call(String command, Map<String, Object> arguments) throws IOException {
    send(command, arguments);
    int sequence = lastSequence;
    JsonNode response = next(message -> message.path("request_seq").asInt(0) == sequence);
    if (!response.get("success").asBoolean()) {
      throw new AssertionError(command + ": " + response);
    }
    return response.path("body");
  }

  /// Sends a request and does not wait for its response.
  void send(String command, Map<String, Object> arguments) throws IOException {
    Map<String, Object> request =
        Map.of(
            "seq", ++lastSequence, "type", "request", "command", command, "arguments", arguments);
    byte[] body = JSON.writeValueAsBytes(request);
    String head = "Content-Length: " + body.length + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().write(body);
    socket.getOutputStream().flush();
  }

  /// Waits for an event and returns its body; what comes before it is dropped.
  JsonNode await(String event) throws IOException {
    return next(message -> message.path("event").asString("").equals(event)).path("body");
  }

  private JsonNode next(Predicate<JsonNode> wanted) throws IOException {
    while (true) {
      JsonNode message = read();
      if (wanted.test(message)) {
        return message;
      }
    }
  }

  private JsonNode read() throws IOException {
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.startsWith("Content-Length: ")) {
        length = Integer.parseInt(line.substring("Content-Length: ".length()));
      }
    }
    return JSON.readTree(in.readNBytes(length));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
      line.append((char) c);
    }
    return line.toString().strip();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
