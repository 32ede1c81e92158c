package dev.thplab.runtime.explain;

import dev.thplab.sim.mm.Mm;
import dev.thplab.sim.mm.VmFlags;
import dev.thplab.sim.mm.Vma;
import dev.thplab.sim.proc.VmFlagNames;

/// A VMA as an answer shows it.
///
/// @param start first byte address
/// @param end first byte address behind it
/// @param perms `rw-p` and the like
/// @param flags the mnemonics of /proc/PID/smaps
/// @param backing `anonymous`, `shared anonymous`, `file` or `special`
/// @param name as /proc/PID/maps has it, or null
public record VmaFacts(
    long start, long end, String perms, String flags, String backing, String name) {

  static VmaFacts of(Mm mm, Vma vma) {
    return new VmaFacts(
        vma.start(),
        vma.end(),
        VmFlagNames.perms(vma.flags()),
        VmFlagNames.text(vma.flags()),
        backing(vma),
        vma.displayName(mm));
  }

  private static String backing(Vma vma) {
    if ((vma.flags() & VmFlags.SPECIAL) != 0) {
      return "special";
    }
    if (vma.isShmem()) {
      return "shared anonymous";
    }
    return vma.isAnonymous() ? "anonymous" : "file";
  }
}
