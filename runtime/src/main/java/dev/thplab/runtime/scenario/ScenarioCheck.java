package dev.thplab.runtime.scenario;

import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Compares what a simulated machine did in a scenario with what a kernel did, in full.
///
/// Left out is only what says nothing about the kernel's mm: counters of the whole machine,
/// `thp_scan_exceed_none_pte`, which counts scans, and what the recorder does itself
/// ([RecorderNoise]).
public final class ScenarioCheck {
  private static final int SHOWN_CHARS = 120;

  /// What the recorder did itself; null if it does nothing that shows.
  private final RecorderNoise noise;

  private ScenarioCheck(RecorderNoise noise) {
    this.noise = noise;
  }

  /// Returns the first difference between two results, neither from the recorder of the stored
  /// ones, as one line of text, or null: `ops[7].faults: kernel 1, thplab 0`.
  public static String firstDifference(JsonNode kernel, JsonNode thplab) {
    return new ScenarioCheck(null).result(kernel, thplab);
  }

  /// Returns the first difference between the result stored with `scenario` and `result`, as one
  /// line of text, or null: `fuzz_1003 ops[7].vmas[2].runs[0].order: kernel 9, thplab 0`.
  public static String firstDifference(Scenario scenario, JsonNode result) {
    JsonNode stored = scenario.storedResult();
    if (stored == null) {
      return scenario.name() + ": no result is stored";
    }
    String difference = new ScenarioCheck(new RecorderNoise(scenario)).result(stored, result);
    return difference == null ? null : scenario.name() + " " + difference;
  }

  private String result(JsonNode kernel, JsonNode thplab) {
    String difference = ops(kernel.path("ops"), thplab.path("ops"), "ops");
    String field = "counters_final";
    return difference == null
        ? counters(kernel.path(field), thplab.path(field), field)
        : difference;
  }

  private String ops(JsonNode kernel, JsonNode thplab, String path) {
    if (!kernel.isArray() || !thplab.isArray()) {
      return values(kernel, thplab, path);
    }
    for (int i = 0; i < Math.max(kernel.size(), thplab.size()); i++) {
      String difference = op(kernel.path(i), thplab.path(i), "%s[%d]".formatted(path, i));
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }

  private String op(JsonNode kernel, JsonNode thplab, String path) {
    if (!kernel.isObject() || !thplab.isObject()) {
      return values(kernel, thplab, path);
    }
    if (noise != null) {
      switch (thplab.path("op").asString("")) {
        case "fork" -> noise.fork();
        case "reap" -> noise.reap();
        default -> {}
      }
    }
    for (String field : fields(kernel, thplab)) {
      JsonNode left = kernel.path(field);
      JsonNode right = thplab.path(field);
      String here = path + "." + field;
      String difference =
          switch (field) {
            case "child" -> ops(left, right, here);
            case "counters" -> counters(left, right, here);
            case "faults" -> kernel.has("ret") ? faults(left, right, here) : any(left, right, here);
            default -> any(left, right, here);
          };
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }

  /// Compares the faults of a system call.
  private String faults(JsonNode kernel, JsonNode thplab, String path) {
    boolean explained =
        noise != null
            && isWhole(kernel)
            && isWhole(thplab)
            && noise.explainsFaults(kernel.longValue() - thplab.longValue());
    return explained ? null : values(kernel, thplab, path);
  }

  /// Compares counters by name; one that is missing is 0.
  private String counters(JsonNode kernel, JsonNode thplab, String path) {
    if (!kernel.isObject() || !thplab.isObject()) {
      return values(kernel, thplab, path);
    }
    for (String name : fields(kernel, thplab)) {
      long left = kernel.path(name).asLong(0);
      long right = thplab.path(name).asLong(0);
      boolean explained = noise != null && noise.explainsCounter(name, left - right);
      if (isCompared(name) && left != right && !explained) {
        return "%s.%s: kernel %d, thplab %d".formatted(path, name, left, right);
      }
    }
    return null;
  }

  private static boolean isCompared(String counter) {
    return !counter.equals("thp_scan_exceed_none_pte")
        && !counter.equals("nr_anon_transparent_hugepages")
        && !counter.startsWith("compact_")
        && !counter.startsWith("pgmigrate")
        && !counter.startsWith("allocstall");
  }

  private static String any(JsonNode kernel, JsonNode thplab, String path) {
    if (kernel.isArray() && thplab.isArray()) {
      for (int i = 0; i < Math.max(kernel.size(), thplab.size()); i++) {
        String difference = any(kernel.path(i), thplab.path(i), "%s[%d]".formatted(path, i));
        if (difference != null) {
          return difference;
        }
      }
      return null;
    }
    if (kernel.isObject() && thplab.isObject()) {
      for (String field : fields(kernel, thplab)) {
        String difference = any(kernel.path(field), thplab.path(field), path + "." + field);
        if (difference != null) {
          return difference;
        }
      }
      return null;
    }
    return values(kernel, thplab, path);
  }

  private static String values(JsonNode kernel, JsonNode thplab, String path) {
    boolean same =
        isWhole(kernel) && isWhole(thplab)
            ? kernel.longValue() == thplab.longValue()
            : kernel.equals(thplab);
    return same ? null : "%s: kernel %s, thplab %s".formatted(path, shown(kernel), shown(thplab));
  }

  private static boolean isWhole(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToLong();
  }

  private static String shown(JsonNode node) {
    if (node instanceof MissingNode) {
      return "nothing";
    }
    String text = node.isString() ? node.stringValue() : node.toString();
    return text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "...";
  }

  /// The fields of both, the kernel's first.
  private static Set<String> fields(JsonNode kernel, JsonNode thplab) {
    Set<String> fields = new LinkedHashSet<>(kernel.propertyNames());
    fields.addAll(thplab.propertyNames());
    return fields;
  }
}
