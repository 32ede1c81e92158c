// expect: refused
// An option that only looks like a number.
export const contract = "mthp_ext";
export const options = { interval: "9" };
export function mthp_choose(cgroup, orders) { return orders; }
