package dev.thplab.repl.jupyter;

import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Makes the headers of the messages of one kernel.
final class Headers {
  static final String PROTOCOL = "5.4";

  private final String session = UUID.randomUUID().toString();

  ObjectNode header(String type) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("msg_id", UUID.randomUUID().toString())
        .put("session", session)
        .put("username", "kernel")
        .put("date", Instant.now().toString())
        .put("msg_type", type)
        .put("version", PROTOCOL);
  }
}
