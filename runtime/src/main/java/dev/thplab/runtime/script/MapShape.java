package dev.thplab.runtime.script;

/// One map as a policy declares it: `export const maps = { NAME: { type, entries } }`.
///
/// @param type `hash`, `array` or `lru_hash`, the kernel's words without `BPF_MAP_TYPE_`
/// @param entries the most it holds; an array has them all from the start
record MapShape(String name, String type, int entries) {
  boolean isArray() {
    return type.equals("array");
  }
}
