package dev.thplab.runtime.script;

import java.io.InputStream;
import java.io.OutputStream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;

/// Runs scripts that thplab brings along. They have no limits, since their text is known, and can
/// reach nothing of the host, since what they are given is not.
///
/// Use it from one thread.
public final class OwnScripts implements AutoCloseable {
  private final Engine engine;
  private final Context context;

  /// Starts an engine that interprets: these scripts run for a few seconds, which compiling would
  /// not make shorter.
  public OwnScripts() {
    Engine.Builder builder =
        Engine.newBuilder("js")
            .out(OutputStream.nullOutputStream())
            .err(OutputStream.nullOutputStream())
            .option("engine.WarnInterpreterOnly", "false")
            .option("js.locale", "en-US");
    if (compiles()) {
      builder.allowExperimentalOptions(true).option("engine.Compilation", "false");
    }
    engine = builder.build();
    context =
        Context.newBuilder("js")
            .engine(engine)
            .allowHostAccess(HostAccess.NONE)
            .allowPolyglotAccess(PolyglotAccess.NONE)
            .allowEnvironmentAccess(EnvironmentAccess.NONE)
            .allowIO(IOAccess.NONE)
            .in(InputStream.nullInputStream())
            .build();
  }

  /// Whether engines compile here; one that cannot has no option to leave it.
  private static boolean compiles() {
    try (Engine engine =
        Engine.newBuilder("js").option("engine.WarnInterpreterOnly", "false").build()) {
      return EngineInfo.of(engine).compiles();
    }
  }

  /// Runs a script that defines something.
  public void load(String name, String text) {
    context.eval(ScriptContext.internal(name, text, false));
  }

  /// Calls a global function that takes one text and gives one; the jobs of promises that it leaves
  /// behind are done when this returns.
  public String call(String function, String argument) {
    Value result = context.getBindings("js").getMember(function).execute(argument);
    return result.asString();
  }

  @Override
  public void close() {
    context.close(true);
    engine.close(true);
  }
}
