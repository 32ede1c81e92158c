package dev.thplab.sim.hw;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/// The yardstick: a two-level TLB in C and nothing else, 64 entries 4-way and 1536 entries 12-way
/// of 4 KiB pages, with a stamp per entry and linear searches.
///
/// It is compiled by `cc -O2` when it is made, and called once for a whole array of addresses. The
/// same in Java takes 2.4 times as long.
final class BareTlb {
  private static final String SOURCE =
      """
      #include <stdint.h>

      static uint64_t l1_tags[16][4], l1_stamps[16][4], l2_tags[128][12], l2_stamps[128][12];
      static uint64_t now;

      static inline int use(uint64_t *tags, uint64_t *stamps, int ways, uint64_t tag) {
        int oldest = 0;
        for (int way = 0; way < ways; way++) {
          if (tags[way] == tag) { stamps[way] = now; return 1; }
          if (stamps[way] < stamps[oldest]) oldest = way;
        }
        tags[oldest] = tag;
        stamps[oldest] = now;
        return 0;
      }

      uint64_t bare_tlb(const uint64_t *addresses, uint64_t n) {
        uint64_t misses = 0;
        for (uint64_t i = 0; i < n; i++) {
          uint64_t tag = (addresses[i] >> 12) + 1, l1 = tag % 16, l2 = tag % 128;
          now++;
          if (use(l1_tags[l1], l1_stamps[l1], 4, tag)) continue;
          if (!use(l2_tags[l2], l2_stamps[l2], 12, tag)) misses++;
        }
        return misses;
      }
      """;

  private final Arena arena = Arena.ofShared();
  private final MethodHandle run;
  private final MemorySegment addresses;
  private final long nrAddresses;

  /// Compiles the program and copies the addresses to where it can read them.
  ///
  /// @throws IOException if there is no C compiler `cc`, or it fails
  @SuppressWarnings("restricted")
  BareTlb(long[] addresses) throws IOException, InterruptedException {
    Path source = Files.createTempFile("bare_tlb", ".c");
    Path library = Files.createTempFile("bare_tlb", ".so");
    try {
      Files.writeString(source, SOURCE);
      var compiler =
          new ProcessBuilder(
              "cc", "-O2", "-shared", "-fPIC", "-o", library.toString(), source.toString());
      if (compiler.inheritIO().start().waitFor() != 0) {
        throw new IOException("cc could not compile the bare TLB");
      }
      run =
          Linker.nativeLinker()
              .downcallHandle(
                  SymbolLookup.libraryLookup(library, arena).findOrThrow("bare_tlb"),
                  FunctionDescriptor.of(
                      ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
    } finally {
      Files.delete(source);
      Files.delete(library);
    }
    nrAddresses = addresses.length;
    this.addresses = arena.allocate(ValueLayout.JAVA_LONG, nrAddresses);
    MemorySegment.copy(addresses, 0, this.addresses, ValueLayout.JAVA_LONG, 0, addresses.length);
  }

  /// Runs all accesses and returns how many missed both levels.
  long run() throws Throwable {
    return (long) run.invokeExact(addresses, nrAddresses);
  }

  void close() {
    arena.close();
  }
}
