package dev.thplab.runtime.livekernel;

import dev.thplab.runtime.scenario.Op;
import dev.thplab.runtime.scenario.Scenario;
import dev.thplab.runtime.scenario.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A scenario in the making: settings and operations that can still change.
///
/// @param settings values by path below /sys/kernel/mm/transparent_hugepage/, every path of
///   [KernelSettings#defaults]
record Draft(String name, SequencedMap<String, String> settings, List<Op> ops) {
  Draft {
    ops = List.copyOf(ops);
  }

  Draft withOps(List<Op> other) {
    return new Draft(name, settings, other);
  }

  Draft withSettings(SequencedMap<String, String> other) {
    return new Draft(name, other, ops);
  }

  /// Returns it as a scenario of the format `thp-oracle/1`, without a result.
  Scenario scenario() {
    ObjectNode source = JsonNodeFactory.instance.objectNode();
    source.put("name", name).put("description", "random");
    ObjectNode values = source.putObject("settings");
    List<Setting> list = new ArrayList<>();
    for (Map.Entry<String, String> entry : settings.entrySet()) {
      String path = entry.getKey();
      String value = entry.getValue();
      list.add(new Setting(path, value));
      if (path.startsWith("hugepages-")) {
        String size = path.substring("hugepages-".length(), path.indexOf("kB/"));
        child(values, "hugepages_kB_enabled").put(size, value);
      } else if (path.startsWith("khugepaged/")) {
        child(values, "khugepaged")
            .put(path.substring("khugepaged/".length()), Integer.parseInt(value));
      } else if (value.matches("[0-9]+")) {
        values.put(path, Integer.parseInt(value));
      } else {
        values.put(path, value);
      }
    }
    source.set("ops", OpJson.of(ops));
    return new Scenario(name, list, ops, source);
  }

  private static ObjectNode child(ObjectNode parent, String field) {
    return parent.get(field) instanceof ObjectNode object ? object : parent.putObject(field);
  }
}
