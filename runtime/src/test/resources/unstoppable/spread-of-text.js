// An object with a property for each character of a text of 128 million.
import { ABSTAIN } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder() {
  let text = "x";
  for (let i = 0; i < 27; i++) text += text;
  const object = { ...text };
  return object[0] === "x" ? ABSTAIN : ABSTAIN;
}
