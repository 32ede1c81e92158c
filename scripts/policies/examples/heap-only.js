import { orders, ABSTAIN } from "thp";

/**
 * Keeps 2 MiB for the heap: the brk heap and large writable anonymous mappings, where allocators
 * live. Stacks, small mappings and everything else get 64 kB at most.
 *
 * A profile-guided policy (eBPF-mm, 2024) picks such regions from measurements; this one guesses
 * from their shape.
 *
 * Options: `threshold` in bytes (default 64 MiB): anonymous mappings from this size on count as
 * heap.
 */
export const contract = "lab/1";
export const name = "examples.HeapOnly";
export const options = { threshold: 64 << 20 };

const UP_TO_64K = orders.atMost(4);

/** @type {import("thp").GetSuggestedOrder<typeof options>} */
export function getSuggestedOrder(q, options) {
  const { vma } = q;
  if (vma.name === "[heap]") return ABSTAIN;
  if (vma.anonymous && vma.writable && !vma.stack && vma.size >= options.threshold) return ABSTAIN;
  return UP_TO_64K;
}
