// The contract rfc-v4: get_suggested_order(mm, tva_flags, order) returns the highest order to try.
(function rfcV4(lab, get_suggested_order, options, kernel) {
  "use strict";
  const { ints, ABSTAINED, bad } = lab;
  const { mm, PMD_BIT, isInt, highest, READ, named } = kernel;
  const read = named(get_suggested_order, [0, READ.inPageFault, READ.offered]);
  const TVA_IN_PF = 1 << 1;

  /** Neither smaps nor an empty PUD entry asked the hook. */
  function isAsked(offered) {
    return ints[1] !== 0 && (offered & 0x3ff) !== 0;
  }

  /** Larger than asked is cut to what was asked; a PMD site takes its own order only. */
  function meaning(suggested, asked, offered) {
    const order = suggested > asked ? asked : suggested;
    if (offered === PMD_BIT) return order === asked ? offered : 0;
    return order > 0 ? ((2 << order) - 1) & offered : 0;
  }

  return function dispatch() {
    const offered = ints[2];
    if (!isAsked(offered)) {
      ints[0] = ABSTAINED;
      return;
    }
    ints[12] |= read;
    const asked = highest(offered);
    const tvaFlags = (ints[4] & 4) !== 0 ? TVA_IN_PF : 0;
    const suggested = get_suggested_order(mm, tvaFlags, asked, options);
    ints[0] = isInt(suggested) ? meaning(suggested | 0, asked, offered) : bad(suggested);
  };
})
