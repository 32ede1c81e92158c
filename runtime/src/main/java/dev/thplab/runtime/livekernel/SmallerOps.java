package dev.thplab.runtime.livekernel;

import dev.thplab.runtime.scenario.Op;
import java.util.ArrayList;
import java.util.List;

/// The smaller forms of an operation that [Shrinker] tries, the smallest first.
final class SmallerOps {
  private static final long PAGE = 4096;

  private SmallerOps() {}

  static List<Op> of(Op op) {
    List<Op> smaller = new ArrayList<>();
    switch (op) {
      case Op.Mmap(long address, long length, int prot, int flags) ->
          lengths(length).forEach(n -> smaller.add(new Op.Mmap(address, n, prot, flags)));
      case Op.Munmap(long address, long length) ->
          lengths(length).forEach(n -> smaller.add(new Op.Munmap(address, n)));
      case Op.Mprotect(long address, long length, int prot) ->
          lengths(length).forEach(n -> smaller.add(new Op.Mprotect(address, n, prot)));
      case Op.Mlock(long address, long length) ->
          lengths(length).forEach(n -> smaller.add(new Op.Mlock(address, n)));
      case Op.Mremap(long address, long length, long newLength, long to) ->
          lengths(newLength).forEach(n -> smaller.add(new Op.Mremap(address, length, n, to)));
      case Op.Madvise(long address, long length, var advice) ->
          lengths(length).forEach(n -> smaller.add(new Op.Madvise(address, n, advice)));
      case Op.Touch(long address, long count, long stride, boolean write) ->
          counts(count).forEach(n -> smaller.add(new Op.Touch(address, n, stride, write)));
      case Op.TouchList(long address, boolean write, List<Long> pages) -> {
        int half = pages.size() / 2;
        if (half > 0) {
          smaller.add(new Op.TouchList(address, write, pages.subList(0, half)));
          smaller.add(new Op.TouchList(address, write, pages.subList(half, pages.size())));
          for (int i = 0; i < pages.size() && pages.size() <= 8; i++) {
            List<Long> fewer = new ArrayList<>(pages);
            fewer.remove(i);
            smaller.add(new Op.TouchList(address, write, fewer));
          }
        }
      }
      case Op.KhugepagedWait(long scans) -> {
        if (scans > 2) {
          smaller.add(new Op.KhugepagedWait(2));
        }
      }
      default -> {}
    }
    return smaller;
  }

  /// One page, half the pages, three quarters, and of few pages one less.
  private static List<Long> lengths(long bytes) {
    return counts(bytes / PAGE).stream().map(pages -> pages * PAGE).toList();
  }

  private static List<Long> counts(long count) {
    List<Long> counts = new ArrayList<>();
    if (count > 1) {
      counts.add(1L);
    }
    if (count > 3) {
      counts.add(count / 2);
    }
    if (count > 4) {
      counts.add(count - count / 4);
    }
    if (count > 2 && count <= 16) {
      counts.add(count - 1);
    }
    return counts;
  }
}
