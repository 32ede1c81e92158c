package dev.thplab.sim;

import dev.thplab.sim.hw.CostModel;
import dev.thplab.sim.hw.CpuModel;
import java.util.Objects;

/// What a machine is made of.
///
/// @param memoryBytes physical memory, 4 MiB to 4 TiB
/// @param cpu the core's TLBs and walk costs
/// @param cost what faults and splits take
/// @param kernelProfile the Linux that runs on it
public record MachineConfig(
    long memoryBytes, CpuModel cpu, CostModel cost, KernelProfile kernelProfile) {
  public MachineConfig {
    Objects.requireNonNull(cpu, "cpu");
    Objects.requireNonNull(cost, "cost");
    Objects.requireNonNull(kernelProfile, "kernelProfile");
  }

  /// A machine of 16 GiB with the default core, costs and kernel: ample memory for every recorded
  /// program.
  public static MachineConfig ample() {
    return new MachineConfig(
        16L << 30,
        CpuModel.defaultModel(),
        CostModel.defaultModel(),
        KernelProfile.defaultProfile());
  }

  /// The same machine with other memory.
  public MachineConfig withMemoryBytes(long bytes) {
    return new MachineConfig(bytes, cpu, cost, kernelProfile);
  }

  /// The same machine with another core.
  public MachineConfig withCpu(CpuModel model) {
    return new MachineConfig(memoryBytes, model, cost, kernelProfile);
  }

  /// The same machine with another kernel.
  public MachineConfig withKernelProfile(KernelProfile profile) {
    return new MachineConfig(memoryBytes, cpu, cost, profile);
  }
}
