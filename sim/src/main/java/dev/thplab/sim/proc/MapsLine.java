package dev.thplab.sim.proc;

import dev.thplab.sim.mm.Mm;
import dev.thplab.sim.mm.VmFlags;
import dev.thplab.sim.mm.Vma;
import dev.thplab.sim.page.PhysicalMemory;

/// One VMA as a line of /proc/PID/maps (`show_map_vma` of fs/proc/task_mmu.c).
///
/// The machine knows no file names: a file shows as `/file/N` on device 08:01 at offset 0, N being
/// its inode.
final class MapsLine {
  private static final String NO_DEVICE = "00:00";

  /// Device of shared anonymous memory, the kernel's internal tmpfs.
  private static final String SHMEM_DEVICE = "00:01";

  private static final String FILE_DEVICE = "08:01";

  private MapsLine() {}

  static String of(Mm mm, Vma vma) {
    if (vma.isShmem()) {
      long offset = vma.pageOffset() << PhysicalMemory.PAGE_SHIFT;
      return line(vma, offset, SHMEM_DEVICE, vma.inode(), "/dev/zero (deleted)");
    }
    boolean special = (vma.flags() & VmFlags.SPECIAL) != 0;
    if (vma.isAnonymous() || special) {
      return line(vma, 0, NO_DEVICE, 0, name(mm, vma));
    }
    return line(vma, 0, FILE_DEVICE, vma.inode(), "/file/" + vma.inode());
  }

  /// The first line of smaps_rollup, over `[start, end)`.
  static String rollup(long start, long end) {
    return padded("%08x-%08x ---p 00000000 00:00 0 ".formatted(start, end), "[rollup]");
  }

  private static String line(Vma vma, long offset, String device, int inode, String name) {
    String access = VmFlagNames.perms(vma.flags());
    String prefix =
        "%08x-%08x %s %08x %s %d ".formatted(vma.start(), vma.end(), access, offset, device, inode);
    return name.isEmpty() ? prefix + "\n" : padded(prefix, name);
  }

  /// `seq_pad()`: names begin in column 74.
  private static String padded(String prefix, String name) {
    return "%-72s %s\n".formatted(prefix, name);
  }

  /// `get_vma_name()` of memory without a file; empty if it has no name.
  private static String name(Mm mm, Vma vma) {
    if (!vma.isAnonymous()) {
      return "";
    }
    if (vma.start() < mm.brk() && vma.end() > mm.startBrk()) {
      return "[heap]";
    }
    if ((vma.flags() & VmFlags.GROWSDOWN) != 0) {
      return "[stack]";
    }
    return vma.name() == null ? "" : "[anon:%s]".formatted(vma.name());
  }
}
