package dev.thplab.sim.mm;

import java.util.ArrayList;
import java.util.List;

/// The shared memories that were copied so far while a machine is copied, so that each is copied
/// once.
final class CopiedShmems {
  private final List<Shmem> originals = new ArrayList<>();
  private final List<Shmem> copies = new ArrayList<>();

  /// Returns the copy of `original`, which may be null.
  Shmem copyOf(Shmem original) {
    if (original == null) {
      return null;
    }
    int i = originals.indexOf(original);
    if (i < 0) {
      i = originals.size();
      originals.add(original);
      copies.add(original.copy());
    }
    return copies.get(i);
  }
}
