// The guest half of the policy sandbox: evaluated once in a fresh context, before any policy text.
//
// It makes the helpers for orders, and hands query.js, kernel.js and the contract adapters what they
// need; globals.js does the rest. The slots of `ints` and `doubles` are those of QueryView.java.
// Nothing below calls a method that a policy could have replaced.
(function prelude(ints, doubles, hostTexts, hostBadAnswer) {
  "use strict";

  const { create, defineProperty, entries, freeze } = Object;
  const { getOwnPropertyDescriptor, getPrototypeOf } = Object;
  const { isArray } = Array;
  const { isFinite, isInteger } = Number;
  const { clz32 } = Math;
  const { deleteProperty, ownKeys, setPrototypeOf } = Reflect;
  const text = String;
  const parseNumber = Number;

  const ABSTAINED = -1;
  const BAD = -2;
  /** Longest time between two ticks, in simulated milliseconds. */
  const MAX_MS = 1e9;

  // ---------------------------------------------------------------------------------------- orders

  const ABSTAIN = Symbol("ABSTAIN");
  const DENY = Symbol("DENY");

  /** An immutable set of orders; only this file can read its mask. */
  class OrderSet {
    #mask;
    constructor(mask) {
      this.#mask = mask;
      freeze(this);
    }
    static maskOf(value) {
      return typeof value === "object" && value !== null && #mask in value ? value.#mask : BAD;
    }
    toString() {
      let inner = "";
      for (let order = 18; order >= 0; order--) {
        if ((this.#mask >>> order) & 1) inner += (inner === "" ? "" : ", ") + order;
      }
      return "{" + inner + "}";
    }
    [Symbol.toPrimitive](hint) {
      if (hint === "number") {
        throw new TypeError("a set of orders is not a number: use orders.has, highest or list");
      }
      return this.toString();
    }
  }
  const maskOf = OrderSet.maskOf;
  deleteProperty(OrderSet.prototype, "constructor");
  setPrototypeOf(OrderSet.prototype, null);
  freezeWithFunctions(OrderSet.prototype);

  // One object per mask of bits 0 to 9 and 18, so that choosing allocates nothing.
  const sets = [];
  for (let i = 0; i < 2048; i++) sets[i] = undefined;
  function setOf(mask) {
    const slot = (mask & 0x3ff) | ((mask >>> 18) << 10);
    if ((mask & ~0x403ff) !== 0) return new OrderSet(mask);
    let set = sets[slot];
    if (set === undefined) set = sets[slot] = new OrderSet(mask);
    return set;
  }

  function maskArgument(helper, set) {
    const mask = maskOf(set);
    if (mask !== BAD) return mask;
    throw new TypeError(`orders.${helper}: want a set of orders, got ${describe(set)}`);
  }
  function describedAs(value) {
    return { __proto__: null, value, writable: true, enumerable: true, configurable: true };
  }
  function orderArgument(helper, order) {
    if (isInteger(order) && order >= 0 && (order <= 9 || order === 18)) return order;
    throw new RangeError(`orders.${helper}: ${describe(order)} is not an order (0, 2 to 9)`);
  }

  const orders = {
    of(...list) {
      let mask = 0;
      for (let i = 0; i < list.length; i++) mask |= 1 << orderArgument("of", list[i]);
      return setOf(mask);
    },
    atMost(order) {
      return setOf(((2 << orderArgument("atMost", order)) - 1) & 0x403fd);
    },
    highest(set) {
      const mask = maskArgument("highest", set);
      return mask === 0 ? 0 : 31 - clz32(mask);
    },
    list(set) {
      const mask = maskArgument("list", set);
      const list = [];
      for (let order = 18, n = 0; order >= 0; order--) {
        // Not an assignment, which a setter on a prototype could catch.
        if ((mask >>> order) & 1) defineProperty(list, n++, describedAs(order));
      }
      return list;
    },
    has(set, order) {
      return ((maskArgument("has", set) >>> orderArgument("has", order)) & 1) === 1;
    },
  };
  freezeWithFunctions(orders);

  // ----------------------------------------------------------------------------------------- texts

  let textEpoch = 0;
  const texts = [];
  forgetTexts();
  function forgetTexts() {
    texts[0] = null;
    for (let i = 1; i < hostTexts.length; i++) texts[i] = undefined;
  }
  /** The text with a number of QueryView's table: converted once, then the same guest string. */
  function textOf(id) {
    if (ints[10] !== textEpoch) {
      forgetTexts();
      textEpoch = ints[10];
    }
    let known = texts[id];
    if (known === undefined) known = texts[id] = hostTexts[id];
    return known;
  }

  // --------------------------------------------------------------------------------------- helpers

  /**
   * Makes an object of getters that a policy can neither change nor extend, through whatever path.
   */
  function readOnly(object) {
    setPrototypeOf(object, null);
    return freezeWithFunctions(object);
  }
  function freezeWithFunctions(object) {
    const keys = ownKeys(object);
    for (let i = 0; i < keys.length; i++) {
      const described = getOwnPropertyDescriptor(object, keys[i]);
      // A policy may have given Object.prototype a "value" or a "get" by now.
      setPrototypeOf(described, null);
      const { value, get } = described;
      if (typeof value === "function") freeze(value);
      if (typeof get === "function") freeze(get);
    }
    return freeze(object);
  }

  /** Names a value for a message without running any code of the policy. */
  function describe(value) {
    switch (typeof value) {
      case "number": return text(value);
      case "boolean": return text(value);
      case "undefined": return "undefined";
      case "string":
        return value.length <= 40 ? '"' + value + '"' : `a string of ${value.length} characters`;
      case "object":
        if (value === null) return "null";
        if (maskOf(value) !== BAD) return "a set of orders";
        return isArray(value) ? "an array" : "an object";
      default: return "a " + typeof value;
    }
  }

  /** Tells the host what an answer looked like that is none. */
  function bad(value) {
    hostBadAnswer[0] = describe(value);
    return BAD;
  }

  const asyncPrototype = getPrototypeOf(async function () {});
  const generatorPrototype = getPrototypeOf(function* () {});
  const asyncGeneratorPrototype = getPrototypeOf(async function* () {});
  function kindOf(f) {
    if (typeof f !== "function") return describe(f);
    const prototype = getPrototypeOf(f);
    if (prototype === asyncPrototype) return "an async function";
    if (prototype === asyncGeneratorPrototype) return "an async generator";
    return prototype === generatorPrototype ? "a generator" : "function";
  }

  /**
   * The policy's options with a case's overrides over them; throws an Error whose message is for
   * the user.
   */
  function mergeOptions(defaults, keys, values) {
    const merged = create(null);
    if (defaults !== null) {
      if (typeof defaults !== "object" || isArray(defaults)) {
        const want = "want an object of numbers, strings and booleans";
        throw new TypeError(`options is ${describe(defaults)}; ${want}`);
      }
      const pairs = entries(defaults);
      for (let i = 0; i < pairs.length; i++) {
        const key = pairs[i][0];
        const value = pairs[i][1];
        if (!isOption(value)) {
          const want = "want a finite number, a string or a boolean";
          throw new TypeError(`options.${key} is ${describe(value)}; ${want}`);
        }
        merged[key] = value;
      }
    }
    for (let i = 0; i < keys.length; i++) {
      merged[keys[i]] = converted(keys[i], merged[keys[i]], values[i]);
    }
    return freeze(merged);
  }
  function isOption(value) {
    if (typeof value === "number") return isFinite(value);
    return typeof value === "string" || typeof value === "boolean";
  }
  function converted(key, byDefault, value) {
    const want = typeof byDefault;
    if (want === typeof value && (want !== "number" || isFinite(value))) return value;
    if (want === "number" && typeof value === "string" && value !== "") {
      const parsed = parseNumber(value);
      if (isFinite(parsed)) return parsed;
    }
    if (want === "boolean" && (value === "true" || value === "false")) return value === "true";
    throw new TypeError(`option ${key}: ${describe(value)} is not a ${want}`);
  }

  // The module "thp" reads this while the host evaluates it, before globals.js takes it away
  // again.
  globalThis.thp = { orders, ABSTAIN, DENY };

  return {
    lab: freeze({
      ints, doubles, ABSTAIN, DENY, ABSTAINED, BAD, MAX_MS, maskOf, setOf, bad, describe,
      textOf, readOnly, freezeWithFunctions,
    }),
    kindOf,
    mergeOptions,
  };
})
