package dev.thplab.runtime.compare;

import dev.thplab.runtime.script.CountedFailure;
import dev.thplab.runtime.script.EngineInfo;
import dev.thplab.runtime.script.Limits;
import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;

/// A comparison as one JSON document: `{provenance, cases: [{name, settings, machine, processes}],
/// timing}`.
///
/// `settings` holds every value that was in force, as the files of sysfs hold it, then
/// `memory_bytes`, `kernel_profile` and the keys of the case that are about policies. A case with
/// policies has `policies` too: for each its key, path, scope and mode, its numbers by the names of
/// [Metrics], `fields_read` with the fields of the question that it read, `failures` if it failed,
/// and `ejection` if it was asked no more. `timing` holds all that differs from run to run; without
/// it, equal input gives equal bytes.
public final class JsonReport {
  private JsonReport() {}

  /// Writes the document.
  ///
  /// @param timing whether to include wall times and the engine
  /// @param processes whether to include the processes
  public static void write(
      Comparison comparison, boolean timing, boolean processes, OutputStream out) {
    try (JsonGenerator json = JsonWriters.indented(out)) {
      json.writeStartObject();
      json.writeName("provenance");
      provenance(json, comparison.provenance());
      json.writeArrayPropertyStart("cases");
      for (CaseResult result : comparison.cases()) {
        oneCase(json, result, processes);
      }
      json.writeEndArray();
      if (timing) {
        json.writeName("timing");
        timing(json, comparison, processes);
      }
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  /// Writes what results were made from as an object; also for recordings.
  static void provenance(JsonGenerator json, Provenance provenance) {
    json.writeStartObject();
    json.writeStringProperty("notice", provenance.notice());
    json.writeStringProperty("version", provenance.version());
    json.writeNumberProperty("seed", provenance.seed());
    workload(json, provenance);
    json.writeArrayPropertyStart("policies");
    provenance
        .policies()
        .forEach((path, policy) -> {
          json.writeStartObject();
          json.writeStringProperty("path", path);
          json.writeStringProperty("sha256", policy.sha256());
          json.writeStringProperty("contract", policy.contract());
          json.writeStringProperty("contract_status", policy.contractStatus());
          json.writeEndObject();
        });
    json.writeEndArray();
    json.writeObjectPropertyStart("config");
    json.writeNumberProperty("memory_bytes", provenance.config().memoryBytes());
    json.writeStringProperty("kernel_profile", provenance.config().kernelProfile());
    json.writeStringProperty("cpu", provenance.config().cpu());
    json.writeStringProperty("cost_model", provenance.config().costModel());
    limits(json, provenance.config().limits());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void workload(JsonGenerator json, Provenance provenance) {
    if (provenance.trace() != null) {
      json.writeObjectPropertyStart("trace");
      json.writeStringProperty("name", provenance.trace().name());
      json.writeStringProperty("path", provenance.trace().path());
      json.writeStringProperty("sha256", provenance.trace().sha256());
    } else {
      json.writeObjectPropertyStart("workload");
      json.writeStringProperty("name", provenance.generator().name());
      json.writeStringProperty("text", provenance.generator().text());
      json.writeObjectPropertyStart("parameters");
      provenance.generator().parameters().forEach((name, value) -> number(json, name, value));
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void number(JsonGenerator json, String name, Number value) {
    if (value instanceof Double) {
      json.writeNumberProperty(name, value.doubleValue());
    } else {
      json.writeNumberProperty(name, value.longValue());
    }
  }

  private static void limits(JsonGenerator json, Limits limits) {
    json.writeObjectPropertyStart("limits");
    json.writeNumberProperty("statements", limits.statements());
    json.writeNumberProperty("wall_ms", limits.wallMs());
    json.writeNumberProperty("allocated_bytes", limits.allocatedBytes());
    json.writeNumberProperty("retained_bytes", limits.retainedBytes());
    json.writeNumberProperty("strikes", limits.strikes());
    json.writeNumberProperty("stalls", limits.stalls());
    json.writeEndObject();
  }

  private static void oneCase(JsonGenerator json, CaseResult result, boolean processes) {
    json.writeStartObject();
    json.writeStringProperty("name", result.name());
    json.writeName("settings");
    settings(json, result);
    json.writeObjectPropertyStart("machine");
    JsonWriters.numbers(json, result.machine());
    json.writeEndObject();
    json.writeArrayPropertyStart("processes");
    if (processes) {
      for (ProcessResult process : result.processes()) {
        json.writeStartObject();
        json.writeNumberProperty("pid", process.pid());
        json.writeStringProperty("comm", process.comm());
        JsonWriters.numbers(json, process.metrics());
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    if (!result.policies().isEmpty()) {
      policies(json, result);
    }
    json.writeEndObject();
  }

  private static void policies(JsonGenerator json, CaseResult result) {
    json.writeArrayPropertyStart("policies");
    for (PolicyResult policy : result.policies()) {
      json.writeStartObject();
      json.writeStringProperty("key", policy.spec().key());
      json.writeStringProperty("path", policy.spec().path());
      json.writeStringProperty("scope", policy.spec().scope().toString());
      json.writeStringProperty("mode", policy.spec().mode().toString());
      JsonWriters.numbers(json, policy.metrics());
      json.writeName("fields_read");
      JsonWriters.value(json, policy.fieldsRead());
      if (!policy.failures().isEmpty()) {
        failures(json, policy);
      }
      if (policy.ejection() != null) {
        json.writeObjectPropertyStart("ejection");
        json.writeStringProperty("kind", policy.ejection().kind().label());
        json.writeStringProperty("reason", policy.ejection().reason());
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /// Writes what a case ran with as an object; also for JSON Lines.
  static void settings(JsonGenerator json, CaseResult result) {
    json.writeStartObject();
    JsonWriters.texts(json, result.sysfs());
    json.writeNumberProperty("memory_bytes", result.memoryBytes());
    json.writeStringProperty("kernel_profile", result.kernelProfile().label());
    if (result.spec().policies().isEmpty()) {
      json.writeNullProperty("policy");
    }
    JsonWriters.texts(json, result.spec().policies().settings());
    json.writeEndObject();
  }

  private static void failures(JsonGenerator json, PolicyResult policy) {
    json.writeArrayPropertyStart("failures");
    for (CountedFailure failure : policy.failures()) {
      json.writeStartObject();
      json.writeNumberProperty("count", failure.count());
      json.writeStringProperty("kind", failure.first().kind().label());
      json.writeStringProperty("location", failure.first().location());
      json.writeStringProperty("reason", failure.first().reason());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void timing(JsonGenerator json, Comparison comparison, boolean processes) {
    json.writeStartObject();
    EngineInfo engine = comparison.engine();
    json.writeStringProperty("engine", engineKind(engine));
    json.writeStringProperty("engine_version", engine == null ? null : engine.version());
    json.writeArrayPropertyStart("cases");
    for (CaseResult result : comparison.cases()) {
      json.writeStartObject();
      json.writeStringProperty("name", result.name());
      json.writeNumberProperty("wall_ns", result.timing().wallNs());
      json.writeNumberProperty("policy_ns", result.timing().policyNs());
      if (processes && !result.spec().policies().isEmpty()) {
        policyTimeOfProcesses(json, result);
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void policyTimeOfProcesses(JsonGenerator json, CaseResult result) {
    json.writeArrayPropertyStart("processes");
    for (ProcessResult process : result.processes()) {
      json.writeStartObject();
      json.writeNumberProperty("pid", process.pid());
      json.writeNumberProperty("policy_ns", process.policyNs());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /// How policies ran: compiled, interpreted, or none when no case has one.
  static String engineKind(EngineInfo engine) {
    if (engine == null) {
      return "none";
    }
    return engine.compiles() ? "compiled" : "interpreted";
  }
}
