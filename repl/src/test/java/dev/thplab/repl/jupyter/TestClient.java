package dev.thplab.repl.jupyter;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A client of a kernel that runs in this process.
final class TestClient {
  private static final int PATIENCE_MS = 60_000;
  private static final String KEY = "0123-abc";
  private static final JsonMapper JSON = new JsonMapper();

  /// What a request led to.
  ///
  /// @param published what all clients heard about it, up to the end of the request
  record Result(JsonNode reply, List<Message> published) {
    List<String> types() {
      return published.stream().map(Message::type).toList();
    }

    JsonNode content(String type) {
      return published.stream()
          .filter(message -> message.type().equals(type))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no " + type + " in " + types()))
          .content();
    }

    String text() {
      return content("execute_result").path("data").path("text/plain").stringValue();
    }
  }

  private final ZMQ.Context context = ZMQ.context(1);
  private final List<String> log = new ArrayList<>();
  private final ConnectionFile file;
  private final Kernel kernel;
  private final Thread thread;
  private final Channel shell;
  private final Channel control;
  private final Channel iopub;
  private final ZMQ.Socket heartbeat;

  TestClient() throws IOException, RefusedMessageException {
    List<Integer> ports = freePorts();
    file =
        new ConnectionFile(
            "tcp",
            "127.0.0.1",
            ports.get(0),
            ports.get(1),
            ports.get(2),
            ports.get(3),
            ports.get(4),
            KEY);
    kernel = new Kernel(file, this::say);
    thread = new Thread(kernel::run, "kernel");
    thread.start();
    ZMQ.Socket subscriber = connect(SocketType.SUB, file.address(file.iopubPort()));
    subscriber.subscribe("");
    iopub = new Channel(subscriber, KEY);
    shell = new Channel(connect(SocketType.DEALER, file.address(file.shellPort())), KEY);
    control = new Channel(connect(SocketType.DEALER, file.address(file.controlPort())), KEY);
    heartbeat = connect(SocketType.REQ, file.address(file.heartbeatPort()));
    awaitSubscription(subscriber);
  }

  private static List<Integer> freePorts() throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      sockets.add(new ServerSocket(0));
      ports.add(sockets.getLast().getLocalPort());
    }
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    return ports;
  }

  private ZMQ.Socket connect(SocketType type, String address) {
    ZMQ.Socket socket = context.socket(type);
    socket.setReceiveTimeOut(PATIENCE_MS);
    socket.setLinger(1_000);
    socket.connect(address);
    return socket;
  }

  /// A subscription takes a moment; what is published before it is lost.
  private void awaitSubscription(ZMQ.Socket subscriber) throws RefusedMessageException {
    subscriber.setReceiveTimeOut(100);
    byte[] first = null;
    while (first == null) {
      shell.send(message("kernel_info_request", JSON.createObjectNode()));
      assertNotNull(shell.receive());
      first = subscriber.recv();
    }
    while (first != null) {
      first = subscriber.recv();
    }
    subscriber.setReceiveTimeOut(PATIENCE_MS);
  }

  private synchronized void say(String line) {
    log.add(line);
  }

  /// What the kernel said to whoever started it.
  synchronized List<String> log() {
    return List.copyOf(log);
  }

  private static Message message(String type, ObjectNode content) {
    ObjectNode header =
        JSON.createObjectNode()
            .put("msg_id", UUID.randomUUID().toString())
            .put("msg_type", type)
            .put("session", "test")
            .put("username", "test")
            .put("date", "2026-01-01T00:00:00Z")
            .put("version", "5.4");
    return new Message(List.of(), header, JSON.createObjectNode(), content);
  }

  /// An object of names and values in turn.
  static ObjectNode object(Object... members) {
    ObjectNode object = JSON.createObjectNode();
    for (int i = 0; i < members.length; i += 2) {
      object.set((String) members[i], JSON.valueToTree(members[i + 1]));
    }
    return object;
  }

  /// Sends a request on the shell channel; returns its id.
  String send(String type, ObjectNode content) {
    return sendOn(shell, type, content);
  }

  private static String sendOn(Channel channel, String type, ObjectNode content) {
    Message request = message(type, content);
    channel.send(request);
    return request.header().path("msg_id").stringValue();
  }

  /// Sends a cell that somebody signed who does not know the key.
  void sendForged(String code) {
    try (Channel forger =
        new Channel(connect(SocketType.DEALER, file.address(file.shellPort())), "another")) {
      forger.send(message("execute_request", object("code", code)));
    }
  }

  /// The content of the next reply on the shell channel, which is to be about a request.
  JsonNode reply(String request) throws RefusedMessageException {
    return reply(shell, request);
  }

  /// The same if it has come; else null.
  JsonNode replyNow(String request) throws RefusedMessageException {
    Message reply = shell.receiveNow();
    return reply == null ? null : about(reply, request);
  }

  private static JsonNode reply(Channel channel, String request) throws RefusedMessageException {
    return about(channel.receive(), request);
  }

  private static JsonNode about(Message reply, String request) {
    if (!reply.parentHeader().path("msg_id").stringValue().equals(request)) {
      throw new AssertionError("a reply to another request: " + reply);
    }
    return reply.content();
  }

  /// Waits until all clients are told something about a request.
  Message published(String type, String request) throws RefusedMessageException {
    while (true) {
      Message message = iopub.receive();
      if (message.type().equals(type)
          && message.parentHeader().path("msg_id").asString("").equals(request)) {
        return message;
      }
    }
  }

  /// Asks on the shell channel.
  Result ask(String type, ObjectNode content) throws RefusedMessageException {
    return ask(shell, type, content);
  }

  /// Asks on the control channel.
  JsonNode askControl(String type, ObjectNode content) throws RefusedMessageException {
    return reply(control, sendOn(control, type, content));
  }

  private Result ask(Channel channel, String type, ObjectNode content)
      throws RefusedMessageException {
    String request = sendOn(channel, type, content);
    JsonNode reply = reply(channel, request);
    List<Message> published = new ArrayList<>();
    boolean isIdle = false;
    while (!isIdle) {
      Message message = iopub.receive();
      if (message.parentHeader().path("msg_id").asString("").equals(request)) {
        published.add(message);
        isIdle = message.content().path("execution_state").asString("").equals("idle");
      }
    }
    return new Result(reply, published);
  }

  /// Runs a cell.
  Result run(String code) throws RefusedMessageException {
    return ask("execute_request", object("code", code));
  }

  /// What comes back for a heartbeat.
  String beat(String text) {
    heartbeat.send(text.getBytes(StandardCharsets.UTF_8));
    return new String(heartbeat.recv(), StandardCharsets.UTF_8);
  }

  /// Waits until the kernel has ended.
  boolean ends() throws InterruptedException {
    thread.join(PATIENCE_MS);
    return !thread.isAlive();
  }

  void close() throws InterruptedException {
    kernel.stop();
    thread.join(PATIENCE_MS);
    shell.close();
    control.close();
    iopub.close();
    heartbeat.close();
    context.term();
  }
}
