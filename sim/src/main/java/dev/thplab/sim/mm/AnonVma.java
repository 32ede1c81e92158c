package dev.thplab.sim.mm;

/// The identity that anonymous pages of a VMA belong to (`struct anon_vma`): `id` is unique, `root`
/// is that of the process that first made it, so that the pages a fork shares can be found in every
/// descendant.
record AnonVma(int id, int root) {}
