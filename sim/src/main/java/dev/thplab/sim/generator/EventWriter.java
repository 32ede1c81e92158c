package dev.thplab.sim.generator;

import dev.thplab.sim.mm.Advice;
import dev.thplab.sim.mm.MmapFlags;
import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.workload.TraceEvent;
import java.util.ArrayDeque;
import java.util.Queue;

/// Where a [Program] writes its events. Accesses of one kind in a row become one event.
final class EventWriter {
  private static final int BATCH = 512;
  private static final long HEAP = 0x5555_5560_0000L;
  private static final int PROT_READ_WRITE = MmapFlags.PROT_READ | MmapFlags.PROT_WRITE;
  private static final int MAP_PRIVATE_ANONYMOUS =
      MmapFlags.MAP_PRIVATE | MmapFlags.MAP_ANONYMOUS | MmapFlags.MAP_NORESERVE;

  private final Queue<TraceEvent> events = new ArrayDeque<>();
  private final long[] addresses = new long[BATCH];
  private final long nsEach;
  private int nrAddresses;
  private boolean write;

  /// Starts with no events; each access will take `nsEach`.
  EventWriter(long nsEach) {
    this.nsEach = nsEach;
  }

  /// Takes the oldest event out; null if there is none.
  TraceEvent poll() {
    return events.poll();
  }

  /// Makes the accesses that are held back an event.
  void flush() {
    if (nrAddresses > 0) {
      events.add(new TraceEvent.Accesses(addresses, nrAddresses, write, nsEach));
      nrAddresses = 0;
    }
  }

  private void add(TraceEvent event) {
    flush();
    events.add(event);
  }

  /// One load or store at `address`.
  void access(long address, boolean isWrite) {
    if (nrAddresses == BATCH || isWrite != write) {
      flush();
      write = isWrite;
    }
    addresses[nrAddresses++] = address;
  }

  /// Loads or stores all of `[address, address + length)`, one access each `step` bytes.
  void accessAll(long address, long length, long step, boolean isWrite) {
    for (long offset = 0; offset < length; offset += step) {
      access(address + offset, isWrite);
    }
  }

  /// The first program of the workload starts, as process `pid`.
  void startProcess(int pid, String comm) {
    switchTo(pid);
    exec(comm);
  }

  /// What follows is done by process `pid`.
  void switchTo(int pid) {
    add(new TraceEvent.Switch(pid));
  }

  void exec(String comm) {
    add(new TraceEvent.Exec(comm, HEAP, HEAP));
  }

  void fork(int childPid) {
    add(new TraceEvent.ForkTo(childPid));
  }

  void exit() {
    add(new TraceEvent.Exit());
  }

  /// Maps private anonymous memory, with MADV_HUGEPAGE if `hugepage`.
  void mmap(long address, long length, boolean hugepage) {
    add(
        new TraceEvent.Mmap(
            address, wholePages(length), PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, true));
    if (hugepage) {
      add(new TraceEvent.Madvise(address, wholePages(length), Advice.HUGEPAGE.number()));
    }
  }

  /// MADV_DONTNEED.
  void dontneed(long address, long length) {
    add(new TraceEvent.Madvise(address, length, Advice.DONTNEED.number()));
  }

  /// Writes once to each page of a range, as a program does that fills its memory.
  void fill(long address, long length) {
    long pages = wholePages(length) >> PhysicalMemory.PAGE_SHIFT;
    long first = address >> PhysicalMemory.PAGE_SHIFT;
    add(new TraceEvent.Faults(first, Math.toIntExact(pages), 1, true, false, false));
  }

  /// The program computes, or waits.
  void work(long ns) {
    if (ns > 0) {
      add(new TraceEvent.Work(ns));
    }
  }

  void startOperation(String name) {
    add(new TraceEvent.OperationStart(name));
  }

  void endOperation(String name) {
    add(new TraceEvent.OperationEnd(name));
  }

  static long wholePages(long length) {
    return (length + PhysicalMemory.PAGE_SIZE - 1) & -PhysicalMemory.PAGE_SIZE;
  }
}
