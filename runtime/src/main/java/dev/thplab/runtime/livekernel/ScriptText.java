package dev.thplab.runtime.livekernel;

import dev.thplab.runtime.scenario.Op;
import dev.thplab.sim.mm.MmapFlags;
import java.util.List;

/// Operations as the helper reads them: a line each, a word and numbers.
final class ScriptText {
  private static final int PR_SET_THP_DISABLE = 41;
  private static final int MREMAP_TO = MmapFlags.MREMAP_MAYMOVE | MmapFlags.MREMAP_FIXED;

  private ScriptText() {}

  /// Returns the lines of `ops`.
  static String of(List<Op> ops) {
    StringBuilder text = new StringBuilder();
    append(text, ops);
    return text.toString();
  }

  private static void append(StringBuilder text, List<Op> ops) {
    for (Op op : ops) {
      switch (op) {
        case Op.Mmap(long address, long length, int prot, int flags) ->
            line(text, "mmap", address, length, prot, flags, -1);
        case Op.Munmap(long address, long length) -> line(text, "munmap", address, length);
        case Op.Mprotect(long address, long length, int prot) ->
            line(text, "mprotect", address, length, prot);
        case Op.Mlock(long address, long length) -> line(text, "mlock", address, length);
        case Op.Mremap(long address, long length, long newLength, long newAddress) -> {
          int flags = newAddress == 0 ? 0 : MREMAP_TO;
          line(text, "mremap", address, length, newLength, flags, newAddress);
        }
        case Op.Madvise(long address, long length, var advice) ->
            line(text, "madvise", address, length, advice.number());
        case Op.PrctlThpDisable(long value, long flags) ->
            line(text, "prctl", PR_SET_THP_DISABLE, value, flags);
        case Op.Touch(long address, long count, long stride, boolean write) ->
            line(text, "touch", address, count, stride, write ? 1 : 0);
        case Op.TouchList(long address, boolean write, List<Long> pages) -> {
          text.append("list ").append(address).append(write ? " 1" : " 0");
          pages.forEach(page -> text.append(' ').append(page.longValue()));
          text.append('\n');
        }
        case Op.Fill(long address, long pages, int value) ->
            line(text, "fill", address, pages, value);
        case Op.KhugepagedWait(long scans) -> line(text, "scans", scans);
        case Op.DropSlab() -> line(text, "drop");
        case Op.Fork(List<Op> child) -> {
          line(text, "fork");
          append(text, child);
          line(text, "close");
        }
        case Op.Reap() -> line(text, "reap");
        case Op.Dump _ -> line(text, "dump");
        case Op.Sleep(long milliseconds) -> line(text, "sleep", milliseconds);
      }
    }
  }

  private static void line(StringBuilder text, String word, long... numbers) {
    text.append(word);
    for (long number : numbers) {
      text.append(' ').append(number);
    }
    text.append('\n');
  }
}
