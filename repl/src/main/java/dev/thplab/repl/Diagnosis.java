package dev.thplab.repl;

import dev.thplab.runtime.compare.JsonWriters;
import dev.thplab.runtime.compare.Provenance;
import dev.thplab.runtime.script.EngineInfo;
import dev.thplab.runtime.script.Limits;
import dev.thplab.runtime.script.ScriptHost;
import dev.thplab.runtime.worker.UntrustedRunner;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import tools.jackson.core.JsonGenerator;

/// What thplab runs on, as parts of named texts.
///
/// @param parts texts by name, by part
record Diagnosis(SequencedMap<String, SequencedMap<String, String>> parts) {
  private static final Path THP_ENABLED = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");

  /// Looks at this process and its machine.
  static Diagnosis ofProcess(Screen screen) {
    SequencedMap<String, SequencedMap<String, String>> parts = new LinkedHashMap<>();
    parts.put("thplab", thplab());
    parts.put("jdk", jdk());
    parts.put("engine", engine());
    parts.put("limits", limits());
    parts.put("terminal", TerminalProbe.describe(screen));
    parts.put("machine", machine());
    return new Diagnosis(parts);
  }

  private static SequencedMap<String, String> thplab() {
    SequencedMap<String, String> part = new LinkedHashMap<>();
    part.put("version", Provenance.VERSION);
    part.put("home", System.getProperty("thplab.home", "not started by the launcher"));
    return part;
  }

  private static SequencedMap<String, String> jdk() {
    SequencedMap<String, String> part = new LinkedHashMap<>();
    part.put("version", Runtime.version().toString());
    part.put("vendor", System.getProperty("java.vendor"));
    part.put("home", System.getProperty("java.home"));
    return part;
  }

  private static SequencedMap<String, String> engine() {
    SequencedMap<String, String> part = new LinkedHashMap<>();
    try (ScriptHost host = new ScriptHost()) {
      EngineInfo engine = host.engine();
      part.put("kind", engine.compiles() ? "compiled" : "interpreted");
      part.put("why", engine.why());
      part.put("implementation", engine.implementation() + " " + engine.version());
    }
    return part;
  }

  private static SequencedMap<String, String> limits() {
    SequencedMap<String, String> part = new LinkedHashMap<>();
    for (Limits.Row row : Limits.DEFAULT.describe()) {
      part.put(row.name(), "%,d %s (%s)".formatted(row.value(), row.unit(), row.meaning()));
    }
    part.put(
        "worker heap",
        "%,d bytes/case (--untrusted)".formatted(UntrustedRunner.DEFAULT_HEAP_BYTES));
    return part;
  }

  private static SequencedMap<String, String> machine() {
    SequencedMap<String, String> part = new LinkedHashMap<>();
    part.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    part.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    part.put("heap", "at most " + Unit.BYTES.text(Runtime.getRuntime().maxMemory()));
    part.put("thp", realThp());
    return part;
  }

  /// Whether the kernel underneath has THP; thplab does not need it.
  private static String realThp() {
    try {
      return Files.readString(THP_ENABLED).strip();
    } catch (IOException _) {
      return "none on this kernel (not needed)";
    }
  }

  /// The diagnosis for people.
  String toText(Style style) {
    StringBuilder text = new StringBuilder();
    int width =
        parts.values().stream()
            .flatMap(part -> part.keySet().stream())
            .mapToInt(String::length)
            .max()
            .orElse(0);
    parts.forEach((name, part) -> {
      text.append(style.heading(name)).append('\n');
      part.forEach((key, value) ->
          text.append("  ")
              .append(key)
              .append(" ".repeat(width + 2 - key.length()))
              .append(value)
              .append('\n'));
    });
    return text.toString();
  }

  /// The diagnosis as one JSON document.
  void writeJson(OutputStream out) {
    try (JsonGenerator json = JsonWriters.indented(out)) {
      json.writeStartObject();
      parts.forEach((name, part) -> {
        json.writeObjectPropertyStart(name);
        JsonWriters.texts(json, part);
        json.writeEndObject();
      });
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }
}
