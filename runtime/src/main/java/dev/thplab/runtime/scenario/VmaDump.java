package dev.thplab.runtime.scenario;

import java.util.List;

/// One VMA as smaps shows it, with the runs of its pages.
///
/// @param end first address behind it
/// @param perms `rw-p` and the like
/// @param rssPages pages mapped, without zero pages
/// @param anonPages anonymous pages among them
/// @param anonHugePages anonymous pages mapped by PMD entries
/// @param shmemPmdPages pages of shared memory mapped by PMD entries
/// @param thpEligible whether THP could be used for it
/// @param vmFlags the mnemonics of its flags
public record VmaDump(
    long start,
    long end,
    String perms,
    long rssPages,
    long anonPages,
    long anonHugePages,
    long shmemPmdPages,
    boolean thpEligible,
    String vmFlags,
    List<PageRun> runs) {
  public VmaDump {
    runs = List.copyOf(runs);
  }
}
