package dev.thplab.sim.proc;

import dev.thplab.sim.mm.VmFlags;

/// The text of a VMA's flags in /proc/PID/smaps (`show_smap_vma_flags` of fs/proc/task_mmu.c,
/// 6.18).
public final class VmFlagNames {
  /// Mnemonic of each bit; null where the kernel has none to show.
  private static final String[] NAMES = {
    "rd", "wr", "ex", "sh", "mr", "mw", "me", "ms", "gd", null, "pf", "gu", null, "lo", "io", "sr",
    "rr", "dc", "de", "lf", "ac", "nr", "ht", "sf", "ar", "wf", "dd", "sd", "mm", "hg", "nh", "mg"
  };

  private VmFlagNames() {}

  /// Returns the mnemonics by bit number with blanks between: `rd wr mr mw me ac`.
  public static String text(long flags) {
    StringBuilder text = new StringBuilder();
    for (int bit = 0; bit < NAMES.length; bit++) {
      if ((flags >> bit & 1) != 0 && NAMES[bit] != null) {
        text.append(text.isEmpty() ? "" : " ").append(NAMES[bit]);
      }
    }
    return text.toString();
  }

  /// Returns the permissions as /proc/PID/maps has them: `rw-p`.
  public static String perms(long flags) {
    return ((flags & VmFlags.READ) != 0 ? "r" : "-")
        + ((flags & VmFlags.WRITE) != 0 ? "w" : "-")
        + ((flags & VmFlags.EXEC) != 0 ? "x" : "-")
        + ((flags & VmFlags.MAYSHARE) != 0 ? "s" : "p");
  }
}
