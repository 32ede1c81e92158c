// expect: refused
// A default export only.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export default function getSuggestedOrder() { return 0; }
