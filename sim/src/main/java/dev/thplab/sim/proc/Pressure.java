package dev.thplab.sim.proc;

/// Pressure files: no stalls, because nothing waits for memory, and no triggers.
final class Pressure {
  private static final String NONE =
      """
      some avg10=0.00 avg60=0.00 avg300=0.00 total=0
      full avg10=0.00 avg60=0.00 avg300=0.00 total=0
      """;

  private Pressure() {}

  static VirtualFile file(int mode) {
    return VirtualFile.readOnly(() -> NONE, FileError.EINVAL).withMode(mode);
  }
}
