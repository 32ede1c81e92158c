import { TVA_SWAP_PAGEFAULT } from "thp";

/**
 * Meant: no large folio at swap-in, elsewhere no opinion. In fact -1 denies, so nobody gets a huge
 * page at all; the series had no answer that abstains since v8.
 *
 * After alloc_not_in_swap of the selftest of v12 (26 Oct 2025), where it served as the global
 * policy, having no pid.
 */
export const contract = "v12";
export const name = "series.AllocNotInSwapV12";

/** @type {import("thp").v12_thp_get_order} */
export function thp_get_order(vma, type, orders) {
  if (type === TVA_SWAP_PAGEFAULT) return 0;
  return -1;
}
