package dev.thplab.sim.workload;

/// The simulated machine has no free page left for a fault: the kernel would call the OOM killer.
public final class OutOfMemory extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutOfMemory(int pid, String comm, long memoryBytes) {
    super(
        "process %d (%s) found no free page: the machine's %d MiB are too little"
            .formatted(pid, comm, memoryBytes >> 20));
  }
}
