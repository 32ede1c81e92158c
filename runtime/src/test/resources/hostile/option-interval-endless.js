// expect: refused
// A period that no clock of the machine can count.
export const contract = "mthp_ext";
export const options = { interval: 1e308 };
export function mthp_choose(cgroup, orders) { return orders; }
