// The contract v7: thp_get_order(vma, vma_type, tva_type, orders) returns one order; what is no
// order leaves everything allowed.
(function v7(lab, thp_get_order, options, kernel) {
  "use strict";
  const { ints, ABSTAINED, bad } = lab;
  const { vma, isInt, replaced, highest, READ, named } = kernel;
  const read = named(thp_get_order, [0, READ.advice, READ.type, READ.offered]);

  /** `enum bpf_thp_vma_type`: none, VM_HUGEPAGE, VM_NOHUGEPAGE. */
  function vmaType(flags) {
    if ((flags & 0x20000000) !== 0) return 1;
    return (flags & 0x40000000) !== 0 ? 2 : 0;
  }

  /** The order is put in the place of `orders`, offered or not. */
  function meaning(order) {
    return order < 0 || order > highest(ints[2]) ? ABSTAINED : replaced(1 << order);
  }

  return function dispatch() {
    ints[12] |= read;
    const order = thp_get_order(vma, vmaType(ints[3]), ints[1], ints[2], options);
    ints[0] = isInt(order) ? meaning(order) : bad(order);
  };
})
