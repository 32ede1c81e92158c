// The contract v9: thp_get_order(vma, type, orders) returns one order; what is not offered is denied.
(function v9(lab, thp_get_order, options, kernel) {
  "use strict";
  const { ints, bad } = lab;
  const { vma, isInt, offeredBit, READ, named } = kernel;
  const read = named(thp_get_order, [0, READ.type, READ.offered]);

  return function dispatch() {
    ints[12] |= read;
    const order = thp_get_order(vma, ints[1], ints[2], options);
    ints[0] = isInt(order) ? offeredBit(order) : bad(order);
  };
})
