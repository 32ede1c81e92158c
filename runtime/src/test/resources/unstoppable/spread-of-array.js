// An object with a property for each of a million elements: the engine never asks whether it shall stop.
import { ABSTAIN } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder() {
  const object = { ...new Array(1 << 20).fill(1) };
  return object[0] === 1 ? ABSTAIN : ABSTAIN;
}
