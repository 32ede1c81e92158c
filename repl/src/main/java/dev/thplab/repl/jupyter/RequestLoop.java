package dev.thplab.repl.jupyter;

import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Answers the requests on one channel, in their order.
///
/// @param answers what makes the content of a reply, by type of the request
/// @param isOver whether the kernel ends
/// @param log takes lines for whoever started the kernel
record RequestLoop(
    Channel channel,
    Publisher publisher,
    Headers headers,
    Map<String, Function<Message, ObjectNode>> answers,
    BooleanSupplier isOver,
    Consumer<String> log) {
  private static final String EXECUTE = "execute_request";

  /// Answers until the kernel ends.
  void run() {
    while (!isOver.getAsBoolean()) {
      try {
        Message request = channel.receive();
        if (answer(request)) {
          abortWaiting();
        }
      } catch (RefusedMessageException e) {
        refused(e);
      }
    }
  }

  /// Answers a request; returns whether those that wait shall not be run.
  private boolean answer(Message request) {
    publisher.status("busy", request.header());
    Function<Message, ObjectNode> answer = answers.get(request.type());
    boolean failed = false;
    if (answer == null) {
      log.accept("a request of type '%s' has no answer".formatted(request.type()));
    } else {
      ObjectNode content = answer.apply(request);
      failed = content.path("status").asString("").equals("error");
      reply(request, content);
    }
    publisher.status("idle", request.header());
    return failed && request.content().path("stop_on_error").asBoolean(true);
  }

  /// Answers what has come while a cell ran that failed: the cells among it do not run.
  private void abortWaiting() throws RefusedMessageException {
    Message request = channel.receiveNow();
    while (request != null) {
      if (request.type().equals(EXECUTE)) {
        publisher.status("busy", request.header());
        reply(request, JsonNodeFactory.instance.objectNode().put("status", "aborted"));
        publisher.status("idle", request.header());
      } else {
        answer(request);
      }
      request = channel.receiveNow();
    }
  }

  private void reply(Message request, ObjectNode content) {
    String type = request.type().replace("_request", "_reply");
    channel.send(new Message(request.route(), headers.header(type), request.header(), content));
  }

  private void refused(RefusedMessageException e) {
    log.accept("a message is dropped: " + e.getMessage());
  }
}
