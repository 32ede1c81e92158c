// The contract mthp_ext: mthp_choose(cgrp, orders) returns a mask that takes the place of `orders`.
// Now and then cgroup_scan(ctx), the iterator, decides for each cgroup; the fault only reads that.
(function mthpExt(lab, mthp_choose, options, kernel, cgroup_scan) {
  "use strict";
  const { ints, bad, describe, readOnly, MAX_MS } = lab;
  const { cgroupOf, currentCgroup, isInt, replaced, READ, named } = kernel;
  const read = named(mthp_choose, [0, READ.offered]);
  const everyMs = options.interval === undefined ? 1000 : options.interval;
  if (typeof everyMs !== "number" || !(everyMs >= 1 && everyMs <= MAX_MS)) {
    throw new RangeError(`option interval is ${describe(everyMs)}; want a number of milliseconds from 1 to ${MAX_MS}`);
  }

  const contexts = { __proto__: null };
  function contextOf(id) {
    let context = contexts[id];
    if (context === undefined) context = contexts[id] = readOnly({ cgroup: cgroupOf(id) });
    return context;
  }

  return {
    dispatch() {
      ints[12] |= read;
      const mask = mthp_choose(currentCgroup(), ints[2], options);
      ints[0] = isInt(mask) ? replaced(mask) : bad(mask);
    },
    everyMs,
    cgroup_scan: cgroup_scan === null ? null : (id) => { cgroup_scan(contextOf(id), options); },
  };
})
