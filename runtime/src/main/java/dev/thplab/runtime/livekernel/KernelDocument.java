package dev.thplab.runtime.livekernel;

import dev.thplab.runtime.scenario.ScenarioFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The head of a document of the format `thp-oracle/1` that this machine's kernel fills.
public final class KernelDocument {
  private KernelDocument() {}

  /// Returns a document without scenarios that names this kernel.
  public static ObjectNode head() {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("format", ScenarioFile.FORMAT);
    describe(document);
    document.put("page_size", 4096).put("pmd_order", 9);
    return document;
  }

  /// Writes into `document` which kernel its results are from.
  public static void describe(ObjectNode document) {
    document
        .putObject("kernel")
        .put("release", proc("sys/kernel/osrelease"))
        .put("version", proc("sys/kernel/version"))
        .put("machine", System.getProperty("os.arch"))
        .put("proc_version", proc("version"))
        .put("cpu", cpu());
  }

  private static String proc(String file) {
    try {
      return Files.readString(Path.of("/proc", file)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String cpu() {
    List<String> lines = proc("cpuinfo").lines().toList();
    for (String line : lines) {
      if (line.startsWith("model name")) {
        return line.substring(line.indexOf(':') + 1).strip();
      }
    }
    return "";
  }
}
