import { VM_HUGEPAGE } from "thp";

/**
 * 2 MiB in the fault for what is large or advised, else 2 MiB by khugepaged only; nothing between.
 *
 * The form that the mails settled on in July 2025, `get_suggested_order(vma, in_pagefault)` with
 * "orders of either 0 or 9", was never posted as code; this is how it reads as a policy.
 *
 * Options: `large` (default 64 MiB): bytes from which on a VMA is large.
 */
export const contract = "seed";
export const name = "series.ZeroOrNine";
export const options = { large: 64 << 20 };

/** @type {import("thp").seed_get_suggested_order<typeof options>} */
export function get_suggested_order(vma, in_pagefault, options) {
  if (!in_pagefault) return 9;
  if (vma.vm_flags & VM_HUGEPAGE) return 9;
  return vma.vm_end - vma.vm_start >= options.large ? 9 : 0;
}
