import { ABSTAIN, DENY } from "thp";

/**
 * Gives base pages in the fault and leaves huge pages to khugepaged. Faults stay short and no
 * memory is zeroed that is never touched; the price is that huge pages come late.
 *
 * The series tests this policy as "PMD order only through khugepaged" (v5, "mm, bpf: BPF based THP
 * adjustment").
 *
 * Options: `advised` (default true): whether VMAs with MADV_HUGEPAGE get huge pages in the fault
 * all the same.
 */
export const contract = "lab/1";
export const name = "examples.KhugepagedOnly";
export const options = { advised: true };

/** @type {import("thp").GetSuggestedOrder<typeof options>} */
export function getSuggestedOrder(q, options) {
  if (!q.inPageFault) return ABSTAIN;
  return options.advised && q.vma.hugepage ? ABSTAIN : DENY;
}
