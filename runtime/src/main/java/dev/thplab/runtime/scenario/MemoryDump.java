package dev.thplab.runtime.scenario;

import dev.thplab.sim.mm.Mm;
import dev.thplab.sim.mm.PageWalk;
import dev.thplab.sim.mm.SystemCalls;
import dev.thplab.sim.mm.Vma;
import dev.thplab.sim.proc.VmFlagNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads the VMAs of a process as a dump records them.
final class MemoryDump {
  /// Dumps show the VMAs that begin in this window, where scenarios keep their mappings.
  private static final long WINDOW_START = 0x2000_0000_0000L;

  private static final long WINDOW_END = 0x3000_0000_0000L;

  /// Runs are recorded of the first GiB of a VMA.
  private static final int MAX_PAGES = 1 << 18;

  private MemoryDump() {}

  /// Returns the VMAs of `mm` by address.
  static List<VmaDump> read(SystemCalls calls, Mm mm) {
    PageWalk walk = calls.walk(mm);
    List<VmaDump> dumps = new ArrayList<>();
    for (int i = 0; i < mm.vmas().size(); i++) {
      Vma vma = mm.vmas().get(i);
      if (vma.start() >= WINDOW_START && vma.start() < WINDOW_END) {
        dumps.add(read(walk, vma));
      }
    }
    return dumps;
  }

  private static VmaDump read(PageWalk walk, Vma vma) {
    PageState[] pages = new PageState[(int) Math.min(vma.nrPages(), MAX_PAGES)];
    PageState pmdFirst = PageState.NONE;
    long rss = 0;
    long anon = 0;
    long anonHuge = 0;
    long shmemPmd = 0;
    Arrays.fill(pages, PageState.NONE);
    for (long i = 0; i < vma.nrPages(); i++) {
      long address = vma.start() + (i << 12);
      PageState page = PageState.read(walk, address);
      if (walk.isPmdNone()) {
        i += (address >> 12 | 511) - (address >> 12);
        continue;
      }
      if (page.pmdMapped() && page.isOfLargeFolio()) {
        if (page.folioPage() == 0) {
          pmdFirst = page;
        }
        page = withExclusiveness(page, pmdFirst.mappedOnce());
      }
      if (i < pages.length) {
        pages[(int) i] = page;
      }
      switch (page.kind()) {
        case "anon" -> {
          rss++;
          anon++;
          anonHuge += page.pmdMapped() ? 1 : 0;
        }
        case "shmem" -> {
          rss++;
          shmemPmd += page.pmdMapped() ? 1 : 0;
        }
        case "file" -> rss++;
        default -> {}
      }
    }
    return new VmaDump(
        vma.start(),
        vma.end(),
        VmFlagNames.perms(vma.flags()),
        rss,
        anon,
        anonHuge,
        shmemPmd,
        walk.thpEligible(vma),
        VmFlagNames.text(vma.flags()),
        PageRuns.of(pages, vma.start() >> 12));
  }

  /// Of a huge mapping, pagemap tells the first page's exclusiveness for all (`pagemap_pmd_range`,
  /// 6.18).
  private static PageState withExclusiveness(PageState page, boolean mappedOnce) {
    if (page.mappedOnce() == mappedOnce) {
      return page;
    }
    return new PageState(
        page.present(), page.kind(), page.order(), page.folioPage(), page.head(), true, mappedOnce);
  }
}
