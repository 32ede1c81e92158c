// expect: refused
// Options that are a function.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export const options = () => ({});
export function getSuggestedOrder() { return ABSTAIN; }
