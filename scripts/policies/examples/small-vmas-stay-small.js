import { orders, ABSTAIN } from "thp";

/**
 * Keeps huge pages out of small VMAs: below the threshold 64 kB at most, above it the kernel
 * decides. A program with many small mappings then wastes little, and its large heap still gets 2
 * MiB.
 *
 * Policies by VMA size were asked for and never written in the thread of the series "mm, bpf: BPF
 * based THP adjustment" (2025).
 *
 * Options: `threshold` in bytes (default 8 MiB).
 */
export const contract = "lab/1";
export const name = "examples.SmallVmasStaySmall";
export const options = { threshold: 8 << 20 };

const UP_TO_64K = orders.atMost(4);

/** @type {import("thp").GetSuggestedOrder<typeof options>} */
export function getSuggestedOrder(q, options) {
  return q.vma.size < options.threshold ? UP_TO_64K : ABSTAIN;
}
