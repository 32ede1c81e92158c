// expect: none
// Every global and prototype is frozen.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const seen = new Set();
  const freeze = (o) => {
    if (Object(o) !== o || seen.has(o)) return;
    seen.add(o);
    Object.freeze(o);
    for (const k of Reflect.ownKeys(o)) freeze(Reflect.getOwnPropertyDescriptor(o, k).value);
    freeze(Object.getPrototypeOf(o));
  };
  freeze(globalThis);
  return ABSTAIN;
}
