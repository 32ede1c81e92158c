package dev.thplab.runtime.scenario;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.NearestName;
import dev.thplab.sim.policy.ThpSettings;
import dev.thplab.sim.proc.ThpSysfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A document in the format `thp-oracle/1`: scenarios, with or without the results of a kernel.
///
/// @param document the whole document as read
public record ScenarioFile(ObjectNode document, List<Scenario> scenarios) {
  /// The format this reads and writes.
  public static final String FORMAT = "thp-oracle/1";

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  public ScenarioFile {
    scenarios = List.copyOf(scenarios);
  }

  /// Reads a file.
  ///
  /// @throws InputException naming file, scenario, operation, field, value and rule, if it cannot
  ///   be used
  public static ScenarioFile read(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new InputException("%s: no such file".formatted(file), e);
    } catch (IOException e) {
      throw new InputException("%s: cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /// Reads a document from text; `name` stands for the file in messages.
  ///
  /// @throws InputException as [#read]
  public static ScenarioFile parse(String text, String name) {
    JsonNode root;
    try {
      root = MAPPER.readTree(text);
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      throw new InputException(
          "%s:%d:%d: not valid JSON: %s"
              .formatted(name, at.getLineNr(), at.getColumnNr(), firstLine(e.getOriginalMessage())),
          e);
    }
    if (root.isMissingNode()) {
      throw new InputException("%s: the file is empty".formatted(name));
    }
    Fields fields = Fields.of(root, name);
    if (!fields.text("format").equals(FORMAT)) {
      throw fields.error("format", "must be " + FORMAT);
    }
    fields.number("page_size", 4096, 4096, 4096);
    fields.number("pmd_order", 9, 9, 9);
    List<Scenario> scenarios = new ArrayList<>();
    for (JsonNode node : fields.array("scenarios")) {
      scenarios.add(scenario(node, name, scenarios.size()));
    }
    return new ScenarioFile((ObjectNode) root, scenarios);
  }

  /// Returns the document with only the scenarios whose name satisfies `condition`.
  public ScenarioFile filtered(Predicate<String> condition) {
    return new ScenarioFile(
        document, scenarios.stream().filter(scenario -> condition.test(scenario.name())).toList());
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }

  private static Scenario scenario(JsonNode node, String file, int index) {
    String name = Fields.of(node, "%s: scenarios[%d]".formatted(file, index)).text("name");
    String place = "%s: scenario %s".formatted(file, name);
    Fields fields = Fields.of(node, place);
    List<Setting> settings = new ArrayList<>();
    if (fields.optional("settings") != null) {
      settings.addAll(settings(fields.required("settings"), place + ", settings"));
    }
    List<Op> ops = OpReader.readAll(fields.array("ops"), place, "ops");
    return new Scenario(name, settings, ops, (ObjectNode) node);
  }

  /// Turns the settings of a scenario into writes to sysfs, and tries each.
  private static List<Setting> settings(JsonNode node, String place) {
    Fields.of(node, place);
    List<Setting> settings = new ArrayList<>();
    ThpSysfs trial = new ThpSysfs(new ThpSettings());
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      switch (entry.getKey()) {
        case "hugepages_kB_enabled" -> {
          Fields.of(entry.getValue(), place + ".hugepages_kB_enabled");
          for (Map.Entry<String, JsonNode> size : entry.getValue().properties()) {
            String path = "hugepages-%skB/enabled".formatted(size.getKey());
            settings.add(setting(trial, path, size.getValue(), place));
          }
        }
        case "khugepaged" -> {
          Fields.of(entry.getValue(), place + ".khugepaged");
          for (Map.Entry<String, JsonNode> key : entry.getValue().properties()) {
            settings.add(setting(trial, "khugepaged/" + key.getKey(), key.getValue(), place));
          }
        }
        default -> settings.add(setting(trial, entry.getKey(), entry.getValue(), place));
      }
    }
    return settings;
  }

  private static Setting setting(ThpSysfs trial, String path, JsonNode value, String place) {
    if (!value.isString() && !value.isIntegralNumber()) {
      throw new InputException(
          "%s: %s (%s) must be a string or a whole number".formatted(place, path, value));
    }
    if (!ThpSysfs.paths().contains(path)) {
      throw new InputException(
          "%s: unknown setting %s%s"
              .formatted(place, path, NearestName.question(path, ThpSysfs.paths())));
    }
    String text = value.asString();
    try {
      trial.write(path, text);
    } catch (IllegalArgumentException e) {
      throw new InputException("%s: %s".formatted(place, e.getMessage()), e);
    }
    return new Setting(path, text);
  }
}
