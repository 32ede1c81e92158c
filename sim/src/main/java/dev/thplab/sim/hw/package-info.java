/// The hardware that translates addresses, and what work costs on it.
///
/// [Tlb] and [PageWalkCache] are built from a [CpuModel]; [CostModel] has the kernel's share. Their
/// sets come in several forms, all with true LRU:
///
/// | form | ways | used for | probe |
/// |---|---|---|---|
/// | `NarrowSets` | 1 to 8 | first level, PDE cache | one word of fingerprints |
/// | `WideSets` | 9 to 16 | second level | two words of fingerprints |
/// | `LinkedSets` | 17 and more | fully associative levels | hash table and lists |
/// | `WalkCacheLevel` | any | PDPTE and PML4 caches | hint, then search |
package dev.thplab.sim.hw;
