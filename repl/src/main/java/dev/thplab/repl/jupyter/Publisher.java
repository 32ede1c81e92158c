package dev.thplab.repl.jupyter;

import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What all clients hear (IOPub): whether the kernel is busy, and what cells show. For any thread.
final class Publisher {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Channel channel;
  private final Headers headers;

  Publisher(Channel channel, Headers headers) {
    this.channel = channel;
    this.headers = headers;
  }

  /// Tells all clients.
  ///
  /// @param parent header of the request that it is about
  void publish(String type, JsonNode parent, ObjectNode content) {
    byte[] topic = ("kernel." + type).getBytes(StandardCharsets.UTF_8);
    channel.send(new Message(List.of(topic), headers.header(type), parent, content));
  }

  /// Tells how the kernel is: `starting`, `busy` or `idle`.
  void status(String state, JsonNode parent) {
    publish("status", parent, JSON.objectNode().put("execution_state", state));
  }
}
