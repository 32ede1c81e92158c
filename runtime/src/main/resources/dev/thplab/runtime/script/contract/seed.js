// The contract seed: get_suggested_order(vma, in_pagefault), as the mail proposed it: one order, 0
// or 9, or a set of them.
(function seed(lab, get_suggested_order, options, kernel) {
  "use strict";
  const { ints, maskOf, bad, BAD } = lab;
  const { vma, offeredBit, READ, named } = kernel;
  const read = named(get_suggested_order, [0, READ.inPageFault]);

  /** An `unsigned int`. */
  function maskOfNumber(order) {
    return order === order >>> 0 ? offeredBit(order) : bad(order);
  }
  function maskOfSet(value) {
    const mask = maskOf(value);
    return mask === BAD ? bad(value) : mask;
  }

  return function dispatch() {
    ints[12] |= read;
    const answer = get_suggested_order(vma, (ints[4] & 4) !== 0, options);
    ints[0] = typeof answer === "number" ? maskOfNumber(answer) : maskOfSet(answer);
  };
})
