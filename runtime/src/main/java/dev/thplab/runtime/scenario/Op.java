package dev.thplab.runtime.scenario;

import dev.thplab.sim.mm.Advice;
import java.util.List;

/// One step of a scenario: something a process does, or a look at what it has.
///
/// Addresses are absolute; lengths are in bytes as the system call takes them.
public sealed interface Op {
  /// mmap(2) of anonymous memory; `prot` and `flags` are bits of [dev.thplab.sim.mm.MmapFlags].
  record Mmap(long address, long lengthBytes, int prot, int flags) implements Op {}

  /// munmap(2).
  record Munmap(long address, long lengthBytes) implements Op {}

  /// mprotect(2).
  record Mprotect(long address, long lengthBytes, int prot) implements Op {}

  /// mlock(2).
  record Mlock(long address, long lengthBytes) implements Op {}

  /// mremap(2) to a given address; 0 has it grow or shrink where it is.
  record Mremap(long address, long lengthBytes, long newLengthBytes, long newAddress)
      implements Op {}

  /// madvise(2).
  record Madvise(long address, long lengthBytes, Advice advice) implements Op {}

  /// prctl(PR_SET_THP_DISABLE, value, flags).
  record PrctlThpDisable(long value, long flags) implements Op {}

  /// Accesses one byte at `address`, `address + strideBytes` and so on, `count` times.
  record Touch(long address, long count, long strideBytes, boolean write) implements Op {}

  /// Accesses the first byte of each page, numbered from `address`.
  record TouchList(long address, boolean write, List<Long> pages) implements Op {
    public TouchList {
      pages = List.copyOf(pages);
    }
  }

  /// Writes whole pages, every byte the same.
  record Fill(long address, long nrPages, int value) implements Op {}

  /// Waits for khugepaged to begin and end some full scans.
  record KhugepagedWait(long scans) implements Op {}

  /// Runs the shrinkers (`echo 2 > /proc/sys/vm/drop_caches`).
  record DropSlab() implements Op {}

  /// fork(2): the child does its operations before the parent goes on, and then lives on until
  /// [Reap].
  record Fork(List<Op> child) implements Op {
    public Fork {
      child = List.copyOf(child);
    }
  }

  /// Lets the children exit, in the order of their birth, and waits for them; each waits for its
  /// own first.
  record Reap() implements Op {}

  /// Records VMAs, pages and counters.
  record Dump(String label) implements Op {}

  /// Lets time pass.
  record Sleep(long milliseconds) implements Op {}

  /// The word in the file.
  default String name() {
    return switch (this) {
      case Mmap _ -> "mmap";
      case Munmap _ -> "munmap";
      case Mprotect _ -> "mprotect";
      case Mlock _ -> "mlock";
      case Mremap _ -> "mremap";
      case Madvise _ -> "madvise";
      case PrctlThpDisable _ -> "prctl_thp_disable";
      case Touch _ -> "touch";
      case TouchList _ -> "touchlist";
      case Fill _ -> "fill";
      case KhugepagedWait _ -> "khugepaged_wait";
      case DropSlab _ -> "drop_slab";
      case Fork _ -> "fork";
      case Reap _ -> "reap";
      case Dump _ -> "dump";
      case Sleep _ -> "sleep";
    };
  }
}
