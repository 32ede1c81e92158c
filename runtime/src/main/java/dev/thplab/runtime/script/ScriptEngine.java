package dev.thplab.runtime.script;

import dev.thplab.runtime.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.ResourceLimits;
import org.graalvm.polyglot.SandboxPolicy;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.FileSystem;
import org.graalvm.polyglot.io.IOAccess;

/// A script engine without what reaches out of the language, and the restrictions of contexts in
/// it.
final class ScriptEngine implements AutoCloseable {
  /// The arrays of [QueryView] can be used; no method, field or class of the host can be reached.
  private static final HostAccess ARRAYS_ONLY =
      HostAccess.newBuilder(HostAccess.CONSTRAINED).allowArrayAccess(true).build();

  private static final String DEBUGGER_CLASS =
      "com/oracle/truffle/tools/chromeinspector/instrument/InspectorInstrument.class";
  private static final String LOOPBACK = "127.0.0.1";

  private final EngineMode mode;
  private final SandboxPolicy sandbox;
  private final Engine engine;

  /// Starts an engine.
  ///
  /// @throws InputException if the port of a debugger cannot be used
  ScriptEngine(EngineMode mode) {
    this.mode = mode;
    sandbox =
        mode instanceof EngineMode.Sandboxed ? SandboxPolicy.CONSTRAINED : SandboxPolicy.TRUSTED;
    engine = make(sandbox, mode);
    if (mode instanceof EngineMode.Profiled profiled) {
      profiled.profile().attach(engine);
    }
  }

  private static Engine make(SandboxPolicy sandbox, EngineMode mode) {
    Engine.Builder builder =
        Engine.newBuilder("js")
            .sandbox(sandbox)
            .out(OutputStream.nullOutputStream())
            .err(OutputStream.nullOutputStream())
            .option("engine.WarnInterpreterOnly", "false")
            .option("js.esm-eval-returns-exports", "true")
            .option("js.allow-eval", "false")
            .option("js.load", "false")
            .option("js.print", "false")
            .option("js.console", "false")
            .option("js.graal-builtin", "false")
            .option("js.locale", "en-US");
    if (!(mode instanceof EngineMode.Debugged debugged)) {
      return builder.build();
    }
    if (ClassLoader.getSystemResource(DEBUGGER_CLASS) == null) {
      throw new InputException(
          "the debugger is not on the class path; the launcher ./thplab puts it there");
    }
    checkPort(debugged.port());
    return debugger(builder, debugged).build();
  }

  /// Tries the port, since the debugger's side would go on without it.
  private static void checkPort(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), port));
    } catch (IOException e) {
      throw new InputException(
          "the debugger cannot listen at %s:%d: %s".formatted(LOOPBACK, port, e.getMessage()), e);
    }
  }

  private static Engine.Builder debugger(Engine.Builder builder, EngineMode.Debugged mode) {
    String name = mode.protocol() == EngineMode.Protocol.DAP ? "dap" : "inspect";
    boolean waits = mode.breaks() || mode.protocol() == EngineMode.Protocol.DAP;
    return builder
        .out(mode.messages())
        .err(mode.messages())
        .option(name, LOOPBACK + ":" + mode.port())
        .option("log." + name + ".level", "OFF")
        .option(name + ".Suspend", "false")
        .option(name + ".WaitAttached", Boolean.toString(waits));
  }

  /// Makes a context that reaches nothing but `files`: the same in every mode, said in full since
  /// the policy of a sandboxed engine says it already.
  Context context(FileSystem files, long statementLimit, Predicate<Source> limited) {
    return Context.newBuilder("js")
        .engine(engine)
        .sandbox(sandbox)
        .allowHostAccess(ARRAYS_ONLY)
        .allowHostClassLoading(false)
        .allowNativeAccess(false)
        .allowCreateThread(false)
        .allowCreateProcess(false)
        .allowEnvironmentAccess(EnvironmentAccess.NONE)
        .allowPolyglotAccess(PolyglotAccess.NONE)
        .allowIO(IOAccess.newBuilder().fileSystem(files).build())
        .in(InputStream.nullInputStream())
        .resourceLimits(ResourceLimits.newBuilder().statementLimit(statementLimit, limited).build())
        .build();
  }

  /// Makes the source of a policy. Debuggers find it by the path of its file, where it has one, and
  /// stop at its beginning if they shall: they would stop in the module "thp" by themselves.
  Source source(PolicyFile file) {
    String text = file.text();
    Path path = Path.of(file.name()).toAbsolutePath().normalize();
    Source.Builder builder = Source.newBuilder("js", text, file.name());
    if (mode instanceof EngineMode.Debugged debugged) {
      if (Files.exists(path)) {
        builder = Source.newBuilder("js", path.toFile()).name(file.name());
      }
      builder.content(debugged.breaks() ? "debugger;" + text : text);
    }
    return ScriptContext.build(builder.mimeType(ScriptContext.MODULE));
  }

  /// Whether policies may take their time.
  boolean isDebugged() {
    return mode instanceof EngineMode.Debugged;
  }

  EngineInfo info() {
    return EngineInfo.of(engine);
  }

  Engine engine() {
    return engine;
  }

  @Override
  public void close() {
    try {
      engine.close(true);
    } catch (PolyglotException e) {
      if (!(mode instanceof EngineMode.Debugged debugged)) {
        throw e;
      }
      // The debugger's side wants to say goodbye; nothing of a run depends on whether it could.
      debugged.tell("the debugger has hung up");
    }
  }
}
