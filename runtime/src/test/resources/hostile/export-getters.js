// expect: none
// The function has getters for what a caller could ask of it.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export const getSuggestedOrder = () => ABSTAIN;
for (const key of ["name", "length", "call", "apply", "toString", "prototype"]) {
  Object.defineProperty(getSuggestedOrder, key, { get() { throw new Error(key); } });
}
