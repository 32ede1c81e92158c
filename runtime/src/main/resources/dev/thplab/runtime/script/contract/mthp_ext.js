// The contract mthp_ext: mthp_choose(cgrp, orders) returns a mask that takes the place of `orders`.
// Now and then cgroup_scan(ctx), the iterator, decides for each cgroup; the fault only reads that.
(function mthpExt(lab, mthp_choose, options, kernel, cgroup_scan) {
  "use strict";
  const { ints, doubles, bad, readOnly } = lab;
  const { cgroup, isInt, replaced } = kernel;
  const NS_PER_MS = 1e6;
  const intervalNs = (options.interval === undefined ? 1000 : options.interval) * NS_PER_MS;
  if (!(intervalNs > 0)) throw new TypeError("option interval: want milliseconds above 0");

  // The first scan is at the start; a scan that a quiet machine missed is not made up for.
  let nextScanNs = 0;
  const context = readOnly({ cgroup });
  function tick(nowNs) {
    nextScanNs = nowNs + intervalNs;
    cgroup_scan(context, options);
  }

  return function dispatch() {
    if (cgroup_scan !== null && doubles[5] >= nextScanNs) tick(doubles[5]);
    const mask = mthp_choose(cgroup, ints[2], options);
    ints[0] = isInt(mask) ? replaced(mask) : bad(mask);
  };
})
