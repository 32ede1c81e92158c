// expect: refused
// The number of arguments throws when the contract looks at it.
export const contract = "v9";
export function thp_get_order() { return 0; }
Object.defineProperty(thp_get_order, "length", { get() { throw new Error("length"); } });
