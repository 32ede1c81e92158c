// The contract lab/1: getSuggestedOrder(q, options) returns an order, a set of orders, DENY or
// ABSTAIN.
(function lab1(lab, getSuggestedOrder, options) {
  "use strict";
  const { ints, ABSTAIN, DENY, ABSTAINED, query, maskOf, bad, BAD } = lab;

  /**
   * A number is one order: 0, 2 to 9, or whatever else this question offers (1 and 18 are in some
   * kernel masks).
   */
  function maskOfOrder(order) {
    if (order !== (order & 31)) return bad(order);
    return ((0x3fd | ints[2]) >>> order) & 1 ? 1 << order : bad(order);
  }
  function maskOfObject(value) {
    const mask = maskOf(value);
    return mask === BAD ? bad(value) : mask;
  }

  return function dispatch() {
    const answer = getSuggestedOrder(query, options);
    let mask;
    if (answer === ABSTAIN) mask = ABSTAINED;
    else if (typeof answer === "number") mask = maskOfOrder(answer);
    else if (answer === DENY) mask = 0;
    else mask = maskOfObject(answer);
    ints[0] = mask;
  };
})
