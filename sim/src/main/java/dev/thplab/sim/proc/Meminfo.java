package dev.thplab.sim.proc;

import dev.thplab.sim.Machine;

/// The text of /proc/meminfo (`meminfo_proc_show` of fs/proc/meminfo.c).
///
/// What the machine does not model is 0. No memory is held back and there is no page cache, so all
/// that is free is available.
final class Meminfo {
  private static final int KB_PER_PAGE = 4;

  /// `VMALLOC_TOTAL` of x86-64 with four levels of page tables.
  private static final long VMALLOC_TOTAL_KB = 34_359_738_367L;

  private static final int HUGEPAGE_KB = 2048;

  private final StringBuilder text = new StringBuilder();

  private Meminfo() {}

  static String text(Machine machine) {
    MemoryUse use = MemoryUse.of(machine);
    Meminfo info = new Meminfo();
    info.pages("MemTotal", use.managed());
    info.pages("MemFree", use.free());
    info.pages("MemAvailable", use.free());
    info.zeros("Buffers");
    info.pages("Cached", use.shmem());
    info.zeros("SwapCached", "Active", "Inactive", "Active(anon)", "Inactive(anon)");
    info.zeros("Active(file)", "Inactive(file)", "Unevictable", "Mlocked", "SwapTotal");
    info.zeros("SwapFree", "Zswap", "Zswapped", "Dirty", "Writeback");
    info.pages("AnonPages", use.anonMapped());
    info.pages("Mapped", use.shmemMapped());
    info.pages("Shmem", use.shmem());
    info.zeros("KReclaimable", "Slab", "SReclaimable", "SUnreclaim", "KernelStack");
    info.pages("PageTables", use.pageTables());
    info.zeros("SecPageTables", "NFS_Unstable", "Bounce", "WritebackTmp");
    info.zeros("CommitLimit", "Committed_AS");
    info.kilobytes("VmallocTotal", VMALLOC_TOTAL_KB);
    info.zeros("VmallocUsed", "VmallocChunk", "Percpu");
    info.pages("AnonHugePages", use.anonThps());
    info.pages("ShmemHugePages", use.shmemThps());
    info.pages("ShmemPmdMapped", use.shmemPmdMapped());
    info.zeros("FileHugePages", "FilePmdMapped", "Balloon");
    info.counts("HugePages_Total", "HugePages_Free", "HugePages_Rsvd", "HugePages_Surp");
    info.kilobytes("Hugepagesize", HUGEPAGE_KB);
    info.zeros("Hugetlb", "DirectMap4k", "DirectMap2M", "DirectMap1G");
    return info.text.toString();
  }

  private void zeros(String... names) {
    for (String name : names) {
      kilobytes(name, 0);
    }
  }

  private void counts(String... names) {
    for (String name : names) {
      text.append("%-16s%8d\n".formatted(name + ":", 0));
    }
  }

  private void pages(String name, long pages) {
    kilobytes(name, pages * KB_PER_PAGE);
  }

  private void kilobytes(String name, long kilobytes) {
    text.append("%-16s%8d kB\n".formatted(name + ":", kilobytes));
  }
}
