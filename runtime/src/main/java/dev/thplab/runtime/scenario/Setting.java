package dev.thplab.runtime.scenario;

/// One value below /sys/kernel/mm/transparent_hugepage/ that a scenario sets before it runs.
///
/// @param path relative to that directory, as [dev.thplab.sim.proc.ThpSysfs] takes it
/// @param value the text to write
public record Setting(String path, String value) {}
