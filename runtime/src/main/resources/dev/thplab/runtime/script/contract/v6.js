// The contract v6: get_suggested_order(mm, vma__nullable, vma_flags, tva_flags, orders) returns a
// mask of orders.
(function v6(lab, get_suggested_order, options, kernel) {
  "use strict";
  const { ints, doubles, ABSTAINED, bad } = lab;
  const { mm, vma, PMD_BIT, isInt, highest, READ, named } = kernel;
  const read = named(get_suggested_order, [0, 0, READ.vmFlags, READ.type, READ.offered]);
  const PAGEFAULT = 1;

  /** Neither smaps nor an empty PUD entry asked the hook. */
  function isAsked(offered) {
    return ints[1] !== 0 && (offered & 0x3ff) !== 0;
  }

  /**
   * A mask that reaches higher than what was asked is dropped, and everything is allowed. A PMD
   * fault takes its own bit and no other; khugepaged and MADV_COLLAPSE take any bit for a yes.
   */
  function meaning(suggested, offered) {
    if (highest(suggested) > highest(offered)) return ABSTAINED;
    if (offered !== PMD_BIT) return suggested & offered;
    return ints[1] === PAGEFAULT ? (suggested === offered ? offered : 0) : suggested && offered;
  }

  /** Questions about an address space come without a VMA. */
  function ask(offered) {
    return doubles[2] === 0
      ? get_suggested_order(mm, null, 0, -1, offered, options)
      : get_suggested_order(mm, vma, ints[3] >>> 0, ints[1], offered, options);
  }

  return function dispatch() {
    const offered = ints[2];
    if (!isAsked(offered)) {
      ints[0] = ABSTAINED;
      return;
    }
    ints[12] |= read;
    const suggested = ask(offered);
    ints[0] = isInt(suggested) ? meaning(suggested, offered) : bad(suggested);
  };
})
