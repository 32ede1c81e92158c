import { DENY, ABSTAIN } from "thp";

/**
 * Huge pages in page faults and never from khugepaged: memory that is touched once keeps what it
 * got, and nothing is copied in the background.
 *
 * The opposite of khugepaged-only.js.
 */
export const contract = "lab/1";
export const name = "examples.PageFaultsOnly";

/** @type {import("thp").GetSuggestedOrder} */
export function getSuggestedOrder(q) {
  return q.inPageFault ? ABSTAIN : DENY;
}
