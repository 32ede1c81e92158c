package dev.thplab.repl;

import dev.thplab.runtime.compare.JsonWriters;
import dev.thplab.runtime.workload.ParameterText;
import dev.thplab.sim.generator.Generator;
import dev.thplab.sim.generator.Parameter;
import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;

/// The generators of workloads, for people and as JSON.
final class WorkloadList {
  private WorkloadList() {}

  /// Each generator and its parameters, in lines no wider than `width` where words allow it.
  static String toText(int width, Style style) {
    StringBuilder text = new StringBuilder();
    for (Generator generator : Generator.all()) {
      String title = Paragraph.wrapped(generator.name() + "  ", generator.what(), width);
      text.append(style.heading(generator.name()))
          .append(title.substring(generator.name().length()));
      if (!generator.operations().isEmpty()) {
        text.append(style.faint("  marks " + String.join(", ", generator.operations())))
            .append('\n');
      }
      for (Parameter parameter : generator.parameters()) {
        text.append(Paragraph.wrapped(row(parameter), parameter.what(), width));
      }
      text.append('\n');
    }
    return text.append(
            Paragraph.wrapped(
                "",
                "bytes: 64K, 4G (powers of 1024); count: 200k, 10M (powers of 1000); time: 150ns,"
                    + " 10us, 1ms. A seed that is not given is that of --seed.",
                width))
        .toString();
  }

  private static String row(Parameter parameter) {
    Parameter.Unit unit = parameter.unit();
    return "  %-11s  %-9s  %6s  %-10s  "
        .formatted(
            parameter.name(),
            ParameterText.nameOf(unit),
            unit == Parameter.Unit.SEED ? "--seed" : ParameterText.of(unit, parameter.initial()),
            bounds(parameter));
  }

  private static String bounds(Parameter parameter) {
    Parameter.Unit unit = parameter.unit();
    return unit == Parameter.Unit.FLAG || unit == Parameter.Unit.SEED
        ? ""
        : "%s to %s"
            .formatted(
                ParameterText.of(unit, parameter.min()), ParameterText.of(unit, parameter.max()));
  }

  /// The same as one JSON document: `{workloads: [{name, what, operations, parameters: [...]}]}`.
  static void writeJson(OutputStream out) {
    try (JsonGenerator json = JsonWriters.indented(out)) {
      json.writeStartObject();
      json.writeArrayPropertyStart("workloads");
      for (Generator generator : Generator.all()) {
        json.writeStartObject();
        json.writeStringProperty("name", generator.name());
        json.writeStringProperty("what", generator.what());
        json.writeArrayPropertyStart("operations");
        generator.operations().forEach(json::writeString);
        json.writeEndArray();
        json.writeArrayPropertyStart("parameters");
        generator.parameters().forEach(parameter -> parameter(json, parameter));
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void parameter(JsonGenerator json, Parameter parameter) {
    Parameter.Unit unit = parameter.unit();
    json.writeStartObject();
    json.writeStringProperty("name", parameter.name());
    json.writeStringProperty("unit", ParameterText.nameOf(unit));
    json.writeStringProperty("default", ParameterText.of(unit, parameter.initial()));
    json.writeStringProperty("min", ParameterText.of(unit, parameter.min()));
    json.writeStringProperty("max", ParameterText.of(unit, parameter.max()));
    json.writeStringProperty("what", parameter.what());
    json.writeEndObject();
  }
}
