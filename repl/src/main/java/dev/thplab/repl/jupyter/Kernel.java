package dev.thplab.repl.jupyter;

import dev.thplab.repl.shell.Evaluator;
import dev.thplab.repl.shell.Interpreter;
import dev.thplab.runtime.InputException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import zmq.ZError;

/// A kernel: five sockets and a session.
///
/// One thread answers requests on the shell channel in their order, one those on the control
/// channel meanwhile, and one echoes the heartbeat.
public final class Kernel {
  private static final int LINGER_MS = 1_000;
  private static final int CLOSE_MS = 3_000;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ZMQ.Context context = ZMQ.context(1);
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private final Headers headers = new Headers();
  private final Consumer<String> log;
  private final Channel shell;
  private final Channel control;
  private final Channel iopub;
  private final ZMQ.Socket stdin;
  private final ZMQ.Socket heartbeat;
  private final Publisher publisher;
  private final Evaluator evaluator;
  private final CellRequests cells;
  private final LookRequests looks;
  private final HistoryRequests history;
  private volatile boolean wantsEnd;

  /// Opens the sockets and begins to start the session.
  ///
  /// @param log takes lines for whoever started the kernel
  /// @throws InputException if a port is taken
  public Kernel(ConnectionFile file, Consumer<String> log) {
    this.log = log;
    shell = new Channel(bind(SocketType.ROUTER, file.address(file.shellPort())), file.key());
    control = new Channel(bind(SocketType.ROUTER, file.address(file.controlPort())), file.key());
    iopub = new Channel(bind(SocketType.PUB, file.address(file.iopubPort())), file.key());
    stdin = bind(SocketType.ROUTER, file.address(file.stdinPort()));
    heartbeat = bind(SocketType.REP, file.address(file.heartbeatPort()));
    publisher = new Publisher(iopub, headers);
    CellOutput output = new CellOutput(publisher);
    evaluator = new Evaluator(() -> new Interpreter(output, output));
    cells = new CellRequests(evaluator, output, publisher);
    looks = new LookRequests(evaluator);
    history = new HistoryRequests(evaluator);
  }

  private ZMQ.Socket bind(SocketType type, String address) {
    ZMQ.Socket socket = context.socket(type);
    socket.setLinger(LINGER_MS);
    try {
      socket.bind(address);
    } catch (ZMQException e) {
      throw new InputException(address + ": cannot listen: " + e.getMessage(), e);
    }
    return socket;
  }

  /// Answers requests until a client, or [#stop], ends it.
  public void run() {
    publisher.status("starting", JSON.objectNode());
    start("thplab-heartbeat", heartbeat, this::beat);
    start("thplab-control", control, loop(control, controlAnswers())::run);
    start("thplab-shell", shell, loop(shell, shellAnswers())::run);
    try {
      end.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } finally {
      close();
    }
  }

  /// Ends [#run]. For any thread.
  public void stop() {
    end.complete(null);
  }

  /// Stops the cell that runs, if one does. For any thread.
  public void interrupt() {
    cells.interrupt();
  }

  /// Starts a thread that owns a socket until the context ends.
  private void start(String name, AutoCloseable socket, Runnable body) {
    Thread thread =
        new Thread(
            () -> {
              try (socket) {
                body.run();
                end.complete(null);
              } catch (ZMQException e) {
                if (e.getErrorCode() != ZError.ETERM) {
                  end.completeExceptionally(e);
                }
              } catch (Throwable e) {
                end.completeExceptionally(e);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  private void beat() {
    while (true) {
      heartbeat.send(heartbeat.recv());
    }
  }

  private RequestLoop loop(Channel channel, Map<String, Function<Message, ObjectNode>> answers) {
    return new RequestLoop(channel, publisher, headers, answers, () -> wantsEnd, log);
  }

  private Map<String, Function<Message, ObjectNode>> controlAnswers() {
    return Map.of(
        "kernel_info_request", _ -> KernelInfo.reply(),
        "interrupt_request", this::interrupt,
        "shutdown_request", this::shutdown);
  }

  private Map<String, Function<Message, ObjectNode>> shellAnswers() {
    return Map.of(
        "kernel_info_request", _ -> KernelInfo.reply(),
        "execute_request", this::execute,
        "complete_request", looks::complete,
        "inspect_request", looks::inspect,
        "is_complete_request", looks::isComplete,
        "history_request", history::history,
        "comm_info_request", _ -> noComms(),
        "shutdown_request", this::shutdown);
  }

  private ObjectNode execute(Message request) {
    ObjectNode reply = cells.execute(request);
    wantsEnd |= cells.wantsExit();
    return reply;
  }

  private ObjectNode interrupt(Message request) {
    interrupt();
    return JSON.objectNode().put("status", "ok");
  }

  private ObjectNode shutdown(Message request) {
    wantsEnd = true;
    ObjectNode reply =
        JSON.objectNode()
            .put("status", "ok")
            .put("restart", request.content().path("restart").asBoolean(false));
    publisher.publish("shutdown_reply", request.header(), reply);
    return reply;
  }

  private static ObjectNode noComms() {
    ObjectNode reply = JSON.objectNode().put("status", "ok");
    reply.putObject("comms");
    return reply;
  }

  /// Stops the cell that runs, and ends the threads with their sockets. A cell that cannot be
  /// stopped keeps its thread, which does not keep the process.
  private void close() {
    interrupt();
    stdin.close();
    iopub.close();
    Thread closer = new Thread(context::term, "thplab-close");
    closer.setDaemon(true);
    closer.start();
    try {
      closer.join(CLOSE_MS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
