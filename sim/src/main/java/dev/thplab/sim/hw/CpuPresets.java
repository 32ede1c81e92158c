package dev.thplab.sim.hw;

import java.util.List;

/// The CPUs that ship with the simulator, each number with its source.
///
/// "Perf" means the STLB-hit cost in the metric expressions of perf's pmu-events for that core. Two
/// numbers have no published value and are the same everywhere: the paging-structure caches, and
/// [#WALK_REFERENCE_CYCLES]. Clocks are the sustained all-core order of magnitude of a server part
/// and only turn cycles into nanoseconds. Structures for 1 GiB pages and for stores alone are left
/// out; hash functions and skewed indexing are replaced by page number modulo sets.
final class CpuPresets {
  /// A page-table line found in the last-level cache. Estimates in use are L1 5, L2 14, L3 45, DRAM
  /// 200 or more cycles; leaf tables of a footprint of gigabytes fit the L3 and little below it.
  private static final int WALK_REFERENCE_CYCLES = 45;

  /// L1 64x4K 4-way and 32x2M 4-way, L2 1536 12-way for both: Intel optimization manual. CPUID
  /// descriptor 0xC3 says 6-way, which is taken for an error. Penalty 9: perf.
  static final CpuModel SKYLAKE =
      new CpuModel(
          "skylake",
          TlbGeometry.of(64, 4),
          TlbGeometry.of(32, 4),
          TlbGeometry.of(1536, 12),
          null,
          9,
          WalkCacheGeometry.CHAMPSIM,
          WALK_REFERENCE_CYCLES,
          3.0);

  /// L1 loads 64x4K 4-way and 32x2M 4-way; L2 two halves of 1024 8-way, one for 4K and 2M, one for
  /// 4K and 1G: a CPUID leaf 0x18 dump. As one structure: 16 ways for 4K, of which 2M pages may
  /// take 8. Penalty 7: perf.
  static final CpuModel ICE_LAKE =
      new CpuModel(
          "ice-lake",
          TlbGeometry.of(64, 4),
          TlbGeometry.of(32, 4),
          new TlbGeometry(2048, 16, 8),
          null,
          7,
          WalkCacheGeometry.CHAMPSIM,
          WALK_REFERENCE_CYCLES,
          3.0);

  /// L1 loads 96x4K and 32x2M, L2 2048 16-way: published reviews of Alder Lake and Sapphire Rapids.
  /// L1 associativity (6 and 4) and the halves of the L2, as on Ice Lake, are assumed. Penalty 7:
  /// perf.
  static final CpuModel GOLDEN_COVE =
      new CpuModel(
          "golden-cove",
          TlbGeometry.of(96, 6),
          TlbGeometry.of(32, 4),
          new TlbGeometry(2048, 16, 8),
          null,
          7,
          WalkCacheGeometry.CHAMPSIM,
          WALK_REFERENCE_CYCLES,
          3.0);

  /// L1 64 fully associative for all sizes, L2 2048 shared: published reviews. Associativity 16 and
  /// penalty 8 (Zen 1 is quoted with 8 to 12) are assumed; entries that cache PDEs in the L2 and
  /// coalescing of four 4K pages are not modelled.
  static final CpuModel ZEN3 =
      new CpuModel(
          "zen3",
          TlbGeometry.fullyAssociative(64),
          null,
          TlbGeometry.of(2048, 16),
          null,
          8,
          WalkCacheGeometry.CHAMPSIM,
          WALK_REFERENCE_CYCLES,
          3.0);

  /// UNVERIFIED: L1 72 fully associative, L2 3072 shared, from memory. Associativity 24 (128 sets)
  /// and penalty 8 are assumed; otherwise as [#ZEN3].
  static final CpuModel ZEN4 =
      new CpuModel(
          "zen4",
          TlbGeometry.fullyAssociative(72),
          null,
          TlbGeometry.of(3072, 24),
          null,
          8,
          WalkCacheGeometry.CHAMPSIM,
          WALK_REFERENCE_CYCLES,
          3.0);

  /// L1 48 fully associative for all sizes, L2 1280 5-way shared, penalty about 3: Arm Cortex-A76
  /// technical reference manual. The L2's optional coalescing of four pages is not modelled. Clock:
  /// AWS Graviton2, 2.5 GHz.
  static final CpuModel NEOVERSE_N1 =
      new CpuModel(
          "neoverse-n1",
          TlbGeometry.fullyAssociative(48),
          null,
          TlbGeometry.of(1280, 5),
          null,
          3,
          WalkCacheGeometry.CHAMPSIM,
          WALK_REFERENCE_CYCLES,
          2.5);

  /// The geometry of the bare C TLB that speed and miss counts are held against: L1 64 4-way, L2
  /// 1536 12-way, 4K pages only. The rest (2M pages, costs) is Skylake's, so that it can run any
  /// workload.
  static final CpuModel CTLB =
      new CpuModel(
          "ctlb",
          TlbGeometry.of(64, 4),
          TlbGeometry.of(32, 4),
          TlbGeometry.of(1536, 12),
          null,
          9,
          WalkCacheGeometry.CHAMPSIM,
          WALK_REFERENCE_CYCLES,
          3.0);

  /// Every preset, the default one first.
  static final List<CpuModel> ALL =
      List.of(SKYLAKE, ICE_LAKE, GOLDEN_COVE, ZEN3, ZEN4, NEOVERSE_N1, CTLB);

  private CpuPresets() {}
}
