// expect: none
// Whatever a map could be built on is spoilt, before it is made and while it is used.
import { orders, random, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export const maps = {
  hash: { type: "hash", entries: 4 }, lru: { type: "lru_hash", entries: 4 }, array: { type: "array", entries: 4 },
};
const endless = () => { for (;;); };
function spoil() {
  Map.prototype.get = Map.prototype.set = Map.prototype.delete = Map.prototype.clear = endless;
  Math.imul = Reflect.ownKeys = Object.freeze = Number.isFinite = endless;
  for (const prototype of [Object.prototype, Array.prototype]) {
    for (const key of ["0", "1", "2", "3", "value", "get", "set", "enumerable", "configurable", "writable", "length"]) {
      // Arrays refuse accessors of their own accord.
      if ((key === "length" || key < "9") && prototype === Array.prototype) continue;
      Object.defineProperty(prototype, key, { __proto__: null, get: endless, set: endless, configurable: true });
    }
  }
}
spoil();
export function getSuggestedOrder(q, options, { hash, lru, array }) {
  let sum = 0;
  for (let i = 0; i < 9; i++) {
    hash.set(i, i);
    lru.set(`${i}`, i);
    array.set(i, random());
  }
  hash.forEach((value, key) => { sum += value + key; });
  lru.forEach((value, key) => { if (`${value}` !== key) throw new Error("another value"); });
  array.forEach((value, key) => { if (!(value < 1)) throw new Error("no random number"); });
  hash.delete(0);
  hash.set(0, 0);
  if (sum !== 12 || hash.size !== 4 || lru.get("8") !== 8 || lru.has("4")) throw new Error(`${sum}`);
  return ABSTAIN;
}
