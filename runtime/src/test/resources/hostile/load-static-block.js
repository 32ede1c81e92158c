// expect: refused
// A static block that never ends.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
class A { static { for (;;) ; } }
export function getSuggestedOrder() { return ABSTAIN; }
