package dev.thplab.sim.policy;

/// A 2 MiB range that a PMD entry mapped, and that none maps any more.
///
/// @param nowNs simulated time, before what follows from it
/// @param pid process of the address space
/// @param address first byte of the range
/// @param split whether its pages are still mapped, now by PTEs; else the range was unmapped
/// @param hugeZero whether it was the huge zero folio, and no memory of the process
/// @param inFault whether a page fault did it (a copy after fork), else a system call, the exit of
///   the process, or a shrinker
public record HugeLoss(
    long nowNs, int pid, long address, boolean split, boolean hugeZero, boolean inFault) {}
