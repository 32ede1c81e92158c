package dev.thplab.runtime.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.graalvm.polyglot.Engine;

/// Which script engine is running.
///
/// @param implementation `GraalVM CE` when it compiles, `Interpreted` otherwise
/// @param version of the engine's release
/// @param compiles whether hot policies become machine code
/// @param why one sentence on why it compiles or does not
public record EngineInfo(String implementation, String version, boolean compiles, String why) {
  static EngineInfo of(Engine engine) {
    String implementation = engine.getImplementationName();
    boolean compiles = !implementation.equals("Interpreted");
    return new EngineInfo(implementation, version(engine), compiles, why(compiles));
  }

  /// The community engine calls itself a development build; the release is in its jar.
  private static String version(Engine engine) {
    try (InputStream in =
        Engine.class.getResourceAsStream("/META-INF/graalvm/org.graalvm.polyglot/version")) {
      return in == null
          ? engine.getVersion()
          : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String why(boolean compiles) {
    ModuleLayer boot = ModuleLayer.boot();
    if (compiles) {
      return "the Graal compiler is on the upgrade module path";
    }
    if (boot.findModule("jdk.internal.vm.ci").isEmpty()) {
      return "this JVM was started without -XX:+UnlockExperimentalVMOptions -XX:+EnableJVMCI";
    }
    if (boot.findModule("jdk.graal.compiler").isEmpty()) {
      return "this JVM was started without the Graal compiler on --upgrade-module-path";
    }
    return "the Graal compiler does not fit this JVM or was switched off";
  }
}
