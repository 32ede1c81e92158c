package dev.thplab.runtime.recording;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.compare.CaseSpec;
import dev.thplab.runtime.compare.Provenance;
import dev.thplab.runtime.compare.RecordingFile;
import dev.thplab.runtime.workload.WorkloadSpec;
import dev.thplab.sim.KernelProfile;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.hw.CpuModel;
import java.util.List;
import java.util.Objects;

/// The run that a recording was made of, as the first line says.
///
/// @param version of thplab that made it
/// @param spec the case, with the policies that decided
/// @param workload what ran
/// @param traceSha256 hash of the trace's file; null if the workload was generated
/// @param machine what the case started with
/// @param seed of all that was random
public record RecordedRun(
    String version,
    CaseSpec spec,
    WorkloadSpec workload,
    String traceSha256,
    MachineConfig machine,
    long seed) {

  static RecordedRun of(String place, RecordedLine line) {
    if (!line.has("format")) {
      throw new InputException(
          place + ": is no recording of decisions; 'thplab compare --record' makes them");
    }
    if (!line.text("format").equals(RecordingFile.FORMAT)) {
      throw new InputException(
          "%s: format (%s) must be %s; this thplab (%s) reads no other"
              .formatted(place, line.text("format"), RecordingFile.FORMAT, Provenance.VERSION));
    }
    RecordedLine provenance = line.section("provenance");
    boolean isTrace = provenance.has("trace");
    RecordedLine workload = provenance.section(isTrace ? "trace" : "workload");
    return new RecordedRun(
        provenance.text("version"),
        spec(place, line),
        isTrace
            ? WorkloadSpec.ofTrace(workload.text("path"))
            : new WorkloadSpec(null, workload.text("text")),
        isTrace ? workload.text("sha256") : null,
        machine(place, provenance.section("config")),
        provenance.number("seed"));
  }

  private static CaseSpec spec(String place, RecordedLine line) {
    try {
      return CaseSpec.parse(line.text("case"));
    } catch (IllegalArgumentException e) {
      throw new InputException(place + ": " + e.getMessage(), e);
    }
  }

  private static MachineConfig machine(String place, RecordedLine config) {
    MachineConfig machine = MachineConfig.ample();
    String cpu = known(place, "cpu", config.text("cpu"), CpuModel.names());
    known(place, "cost_model", config.text("cost_model"), List.of(machine.cost().name()));
    String kernel =
        known(place, "kernel_profile", config.text("kernel_profile"), KernelProfile.labels());
    return machine
        .withMemoryBytes(config.number("memory_bytes"))
        .withCpu(CpuModel.byName(cpu))
        .withKernelProfile(KernelProfile.byLabel(kernel));
  }

  private static String known(String place, String what, String name, List<String> names) {
    if (!names.contains(name)) {
      throw new InputException(
          "%s: %s (%s) must be one of %s".formatted(place, what, name, String.join(", ", names)));
    }
    return name;
  }

  /// What runs again: the trace is at `tracePath` now, unless that is null.
  ///
  /// @throws IllegalArgumentException if the workload is generated and has no trace
  public WorkloadSpec workloadAt(String tracePath) {
    if (tracePath == null) {
      return workload;
    }
    if (traceSha256 == null) {
      throw new IllegalArgumentException(
          "trace (%s) cannot be given: the recording is of a generated program"
              .formatted(tracePath));
    }
    return WorkloadSpec.ofTrace(tracePath);
  }

  /// Checks that a workload that was read has the recorded events.
  ///
  /// @throws InputException naming the file that differs
  void check(String place, Provenance now) {
    if (now.trace() != null && !Objects.equals(now.trace().sha256(), traceSha256)) {
      throw new InputException(
          "trace %s: is not the one that %s was recorded of: its SHA-256 is %s, not %s"
              .formatted(now.trace().path(), place, now.trace().sha256(), traceSha256));
    }
  }
}
