package dev.thplab.sim.hw;

/// What sees the entries of a [Tlb] one by one.
@FunctionalInterface
public interface TlbEntryVisitor {
  /// Sees one entry of level 1 or 2; `startAddress` is the first byte of its page.
  void visit(int level, int asid, long startAddress, boolean huge, boolean writable);
}
