package dev.thplab.repl;

import dev.thplab.runtime.compare.ByteSize;
import dev.thplab.runtime.worker.UntrustedRunner;
import picocli.CommandLine.Option;

/// Options that put policies into processes of their own.
final class WorkerOptions {
  private static final long LEAST_HEAP_BYTES = 64L << 20;

  @Option(
      names = "--untrusted",
      description =
          "Run each case that has a policy in a process of its own, which is killed if the policy"
              + " cannot be stopped in any other way.")
  private boolean untrusted;

  @Option(
      names = "--worker-heap",
      paramLabel = "SIZE",
      description = "Heap of such a process, at least 64M (default: ${DEFAULT-VALUE}).")
  private String heap = (UntrustedRunner.DEFAULT_HEAP_BYTES >> 30) + "G";

  boolean untrusted() {
    return untrusted;
  }

  /// Largest heap of such a process.
  ///
  /// @throws IllegalArgumentException naming the value and what is allowed
  long heapBytes() {
    long bytes = ByteSize.parse(heap);
    if (bytes < LEAST_HEAP_BYTES) {
      throw new IllegalArgumentException("--worker-heap (" + heap + ") must be at least 64M");
    }
    return bytes;
  }
}
