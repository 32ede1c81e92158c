// The contract v12: thp_get_order of v9 for one process and what it forks, or, with pid 0, for all.
(function v12(lab, thp_get_order, options, kernel) {
  "use strict";
  const { ints, ABSTAINED, bad } = lab;
  const { vma, isInt, offeredBit, READ, named } = kernel;
  const read = named(thp_get_order, [0, READ.type, READ.offered]);
  const pid = options.pid === undefined ? 0 : options.pid;
  if (pid !== pid >>> 0) throw new TypeError("option pid: want a process id, or 0 for all");

  /** Processes by whether the policy owns their address space: fork hands it on, exec keeps it. */
  const owned = { __proto__: null, [pid]: true };
  let lastPid = -1;
  let lastOwned = false;
  function isOwned(of) {
    if (of !== lastPid) {
      lastPid = of;
      if (owned[of] === undefined) owned[of] = owned[ints[9]] === true;
      lastOwned = owned[of];
    }
    return lastOwned;
  }

  return function dispatch() {
    if (pid !== 0 && !isOwned(ints[8])) {
      ints[0] = ABSTAINED;
      return;
    }
    ints[12] |= read;
    const order = thp_get_order(vma, ints[1], ints[2], options);
    ints[0] = isInt(order) ? offeredBit(order) : bad(order);
  };
})
