package dev.thplab.repl;

import dev.thplab.runtime.NearestName;
import dev.thplab.runtime.compare.CaseSpec;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.hw.CpuModel;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Options that say what machine is simulated.
final class MachineOptions {
  @Option(
      names = "--cpu",
      paramLabel = "NAME",
      description = "TLBs and walk costs of the core (default: ${DEFAULT-VALUE}).")
  private String cpu = CpuModel.defaultModel().name();

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description = "Physical memory (default: ${DEFAULT-VALUE}); a case may have its own.")
  private String memory = (MachineConfig.ample().memoryBytes() >> 30) + "G";

  @Mixin private KernelProfileOption kernel = new KernelProfileOption();

  /// Returns the machine.
  ///
  /// @throws IllegalArgumentException naming an option's value and what is allowed
  MachineConfig config() {
    return MachineConfig.ample()
        .withMemoryBytes(CaseSpec.parseMemory(memory))
        .withCpu(cpuModel())
        .withKernelProfile(kernel.profile());
  }

  private CpuModel cpuModel() {
    List<String> names = CpuModel.names();
    if (!names.contains(cpu)) {
      throw new IllegalArgumentException(
          "unknown cpu '%s'%s; known are %s"
              .formatted(cpu, NearestName.question(cpu, names), String.join(", ", names)));
    }
    return CpuModel.byName(cpu);
  }
}
