package dev.thplab.sim.workload;

import java.util.Arrays;

/// What happens next in a workload: one line of a `thpt/1` trace, or one of the events at the end,
/// which only generators make. Addresses and lengths are bytes, pages are page numbers.
public sealed interface TraceEvent {
  /// What follows is done by another process.
  record Switch(int pid) implements TraceEvent {}

  /// Time passes, in milliseconds.
  record Sleep(long milliseconds) implements TraceEvent {}

  /// `count` faults at pages `page`, `page + stride`, ...; `present` if the page was there and
  /// write-protected (COW), `fromKernel` if the kernel touched it on the process's behalf.
  record Faults(
      long page, int count, long stride, boolean write, boolean present, boolean fromKernel)
      implements TraceEvent {}

  /// mmap returned `address`; `anonymous` unless a file was mapped.
  record Mmap(long address, long length, int prot, int flags, boolean anonymous)
      implements TraceEvent {}

  record Munmap(long address, long length) implements TraceEvent {}

  record Mprotect(long address, long length, int prot) implements TraceEvent {}

  record Madvise(long address, long length, long advice) implements TraceEvent {}

  record Mlock(long address, long length) implements TraceEvent {}

  /// brk returned `end`.
  record Brk(long end) implements TraceEvent {}

  /// mremap returned `newAddress`.
  record Mremap(long address, long oldLength, long newLength, int flags, long newAddress)
      implements TraceEvent {}

  /// prctl with its first two arguments.
  record Prctl(long option, long value) implements TraceEvent {}

  /// The address space starts anew; [Mapping] events say what the loader put there.
  record Exec(String comm, long startBrk, long brk) implements TraceEvent {}

  /// A VMA that exec made; `flags` are those of [dev.thplab.sim.mm.VmFlags].
  record Mapping(long start, long end, long flags, boolean anonymous) implements TraceEvent {}

  record ForkTo(int childPid) implements TraceEvent {}

  /// A new thread, or a vfork child whose own process id shows at its first event.
  record NewThread() implements TraceEvent {}

  /// One thread of the process ended; with the last one the process does.
  record Exit() implements TraceEvent {}

  /// A call without an effect on the simulated memory.
  record Ignored(String name) implements TraceEvent {}

  /// Loads, or stores, of one byte each. What address translation and faults take comes on top of
  /// the time of the access itself.
  final class Accesses implements TraceEvent {
    private final long[] addresses;
    private final boolean write;
    private final long nsEach;

    /// Accesses to the first `count` of `addresses`, each of which takes `nsEach`.
    public Accesses(long[] addresses, int count, boolean write, long nsEach) {
      this.addresses = Arrays.copyOf(addresses, count);
      this.write = write;
      this.nsEach = nsEach;
    }

    /// The addresses in their order; not to be changed.
    public long[] addresses() {
      return addresses;
    }

    /// Whether the accesses are stores.
    public boolean write() {
      return write;
    }

    /// Nanoseconds that one takes when its translation is at hand.
    public long nsEach() {
      return nsEach;
    }
  }

  /// The program computes, or waits, for so long after what came before.
  record Work(long nanoseconds) implements TraceEvent {}

  /// The process begins an operation of that name, a request or a query.
  record OperationStart(String name) implements TraceEvent {}

  /// The process ends the operation that it began.
  record OperationEnd(String name) implements TraceEvent {}
}
