package dev.thplab.sim.hw;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A CPU as data: the data TLBs, paging-structure caches, miss costs and clock of one core.
///
/// @param name what [#byName] finds it under
/// @param l1 first level for 4 KiB pages
/// @param l1Huge first level for 2 MiB pages, or null when `l1` holds both sizes
/// @param l2 second level for 4 KiB pages
/// @param l2Huge second level for 2 MiB pages, or null when `l2` holds both sizes
/// @param l2HitCycles penalty of a first-level miss that hits the second level
/// @param walkCache paging-structure caches
/// @param walkReferenceCycles cost of one memory reference of a page walk
/// @param clockGhz cycles per nanosecond
public record CpuModel(
    String name,
    TlbGeometry l1,
    TlbGeometry l1Huge,
    TlbGeometry l2,
    TlbGeometry l2Huge,
    int l2HitCycles,
    WalkCacheGeometry walkCache,
    int walkReferenceCycles,
    double clockGhz) {

  public CpuModel {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(l1, "l1");
    Objects.requireNonNull(l2, "l2");
    Objects.requireNonNull(walkCache, "walkCache");
    if (l2HitCycles < 0 || walkReferenceCycles < 0) {
      throw new IllegalArgumentException(
          "cycles (" + l2HitCycles + ", " + walkReferenceCycles + ") must not be negative");
    }
    if (!(clockGhz > 0) || clockGhz > 100) {
      throw new IllegalArgumentException("clockGhz (" + clockGhz + ") must be in (0, 100]");
    }
  }

  /// Cycles to nanoseconds at this clock, rounded to the nearest.
  public long cyclesToNs(long cycles) {
    return Math.round(cycles / clockGhz);
  }

  /// The CPU that is simulated unless another is named: [CpuPresets#SKYLAKE].
  public static CpuModel defaultModel() {
    return CpuPresets.SKYLAKE;
  }

  /// The preset of that name.
  ///
  /// @throws IllegalArgumentException if there is none; the message lists the names
  public static CpuModel byName(String name) {
    for (CpuModel model : CpuPresets.ALL) {
      if (model.name.equals(name)) {
        return model;
      }
    }
    throw new IllegalArgumentException(
        "unknown cpu '" + name + "'; known: " + String.join(", ", names()));
  }

  /// Names of the presets, the default one first.
  public static List<String> names() {
    var names = new ArrayList<String>();
    for (CpuModel model : CpuPresets.ALL) {
      names.add(model.name);
    }
    return List.copyOf(names);
  }
}
