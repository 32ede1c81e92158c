// expect: throws
// The function is a Proxy whose apply trap throws.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export const getSuggestedOrder = new Proxy(() => ABSTAIN, { apply() { throw new Error("apply"); } });
