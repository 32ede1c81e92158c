// The contract lab/1: getSuggestedOrder(q, options, maps) returns an order, a set of orders, DENY or
// ABSTAIN; the hooks are told what happened and return nothing.
(function lab1(
  lab, getSuggestedOrder, options, kernel,
  onAttach, onDetach, onFork, onExit, onTick, onPressure, tick, maps,
) {
  "use strict";
  const { ints, ABSTAIN, DENY, ABSTAINED, query, maskOf, bad, BAD, describe, readOnly, MAX_MS } = lab;

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

  function dispatch() {
    const answer = getSuggestedOrder(query, options, maps);
    let mask;
    if (answer === ABSTAIN) mask = ABSTAINED;
    else if (typeof answer === "number") mask = maskOfOrder(answer);
    else if (answer === DENY) mask = 0;
    else mask = maskOfObject(answer);
    ints[0] = mask;
  }

  function period() {
    if (onTick === null && tick === null) return 0;
    if (onTick === null) throw new TypeError("tick has no function; want an export onTick");
    if (tick === null) throw new TypeError("onTick has no period; want: export const tick = { everyMs: 1000 }");
    const { everyMs } = tick;
    if (typeof everyMs === "number" && everyMs >= 1 && everyMs <= MAX_MS) return everyMs;
    throw new RangeError(`tick.everyMs is ${describe(everyMs)}; want a number from 1 to ${MAX_MS}`);
  }

  /** Makes what the host calls of a hook, out of what makes its event. */
  function telling(hook, event) {
    return hook === null ? null : (a, b, c) => { hook(event(a, b, c), options, maps); };
  }
  const now = (nowNs) => readOnly({ nowNs });
  const tickEvent = readOnly({
    get nowNs() { return query.nowNs; },
    get psi() { return query.psi; },
    get memory() { return query.memory; },
    get sysfs() { return query.sysfs; },
    get stats() { return query.stats; },
  });
  return {
    dispatch,
    everyMs: period(),
    onAttach: telling(onAttach, now),
    onDetach: telling(onDetach, now),
    onFork: telling(onFork, (nowNs, parent, child) => readOnly({ nowNs, parent, child })),
    onExit: telling(onExit, (nowNs, pid) => readOnly({ nowNs, pid })),
    onTick: telling(onTick, () => tickEvent),
  };
})
