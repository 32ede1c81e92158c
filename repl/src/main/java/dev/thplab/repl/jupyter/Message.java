package dev.thplab.repl.jupyter;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// A message of the protocol.
///
/// @param route identities of ZeroMQ that lead to the client, or the topic of what is published
/// @param header its own header
/// @param parentHeader header of the message that it is about; empty if there is none
/// @param content what its type says
record Message(List<byte[]> route, JsonNode header, JsonNode parentHeader, JsonNode content) {
  String type() {
    return header.path("msg_type").asString();
  }
}
