package dev.thplab.runtime.session;

import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.hw.CpuModel;
import java.util.List;

/// The options of `machine()`.
final class MachineOptions {
  /// A machine that a person can survey.
  static final MachineConfig DEFAULT = MachineConfig.ample().withMemoryBytes(4L << 30);

  private static final List<String> KNOWN = List.of("memory", "cpu");

  private MachineOptions() {}

  /// Boots a machine as the options at `index` say.
  static Machine boot(Arguments arguments, int index) {
    arguments.checkOptions(index, KNOWN);
    MachineConfig config = DEFAULT;
    long memory = arguments.bytesOption(index, "memory", config.memoryBytes());
    String cpu = arguments.textOption(index, "cpu", config.cpu().name());
    try {
      return new Machine(config.withMemoryBytes(memory).withCpu(CpuModel.byName(cpu)));
    } catch (IllegalArgumentException e) {
      throw new SessionException("machine: " + e.getMessage());
    }
  }
}
