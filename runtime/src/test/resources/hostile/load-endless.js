// expect: refused
// The module never ends.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
for (;;);
export function getSuggestedOrder() { return ABSTAIN; }
