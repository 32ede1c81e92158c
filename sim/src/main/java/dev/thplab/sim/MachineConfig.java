package dev.thplab.sim;

import dev.thplab.sim.hw.CostModel;
import dev.thplab.sim.hw.CpuModel;
import java.util.Objects;

/// What a machine is made of.
///
/// @param memoryBytes physical memory, 4 MiB to 4 TiB
/// @param cpu the core's TLBs and walk costs
/// @param cost what faults and splits take
public record MachineConfig(long memoryBytes, CpuModel cpu, CostModel cost) {
  public MachineConfig {
    Objects.requireNonNull(cpu, "cpu");
    Objects.requireNonNull(cost, "cost");
  }

  /// A machine of 16 GiB with the default core and costs: ample memory for every recorded program.
  public static MachineConfig ample() {
    return new MachineConfig(16L << 30, CpuModel.defaultModel(), CostModel.defaultModel());
  }

  /// The same machine with other memory.
  public MachineConfig withMemoryBytes(long bytes) {
    return new MachineConfig(bytes, cpu, cost);
  }

  /// The same machine with another core.
  public MachineConfig withCpu(CpuModel model) {
    return new MachineConfig(memoryBytes, model, cost);
  }
}
