// The vocabulary of policy tests: test(), describe() and expect() (scripts/types/test.d.ts).
//
// A file of tests is evaluated anew for each of its tests, each time in a session of its own. The
// host says of which test the body is kept; the function that comes out of here runs it.
(function testing(host, parse, plainStringify, inspectors) {
  "use strict";

  const { show } = inspectors;
  const { is, keys, getPrototypeOf } = Object;
  const { isArray } = Array;

  /** What people read of a value: the same text for equal values. */
  function shown(value) {
    return typeof value === "string" ? plainStringify(value) : show(value, 100, 20, 1e6, 1e6, false, false, "table");
  }
  function tell(method, ...args) { return parse(host(method, 0, plainStringify(args))); }
  function stack() { return new Error("where").stack; }

  // ---------------------------------------------------------------------------------------- tests

  const groups = [];
  let body = null;
  let isRunning = false;

  function checkName(word, name, f) {
    if (isRunning) throw new Error(`${word}: cannot be called inside a test`);
    if (typeof name !== "string" || name === "" || name !== name.trim() || name.includes("\n")) {
      throw new TypeError(`${word}: the name (${shown(name)}) must be a line of text without blanks around it`);
    }
    if (typeof f !== "function") throw new TypeError(`${word} ${shown(name)}: wants a function`);
  }
  function declare(word, name, f, isSkipped) {
    checkName(word, name, f);
    if (tell("test", [...groups, name].join(" > "), isSkipped, stack())) body = f;
  }
  function test(name, f) { declare("test", name, f, false); }
  test.skip = function skip(name, f) { declare("test.skip", name, f, true); };
  function describe(name, f) {
    checkName("describe", name, f);
    groups.push(name);
    try {
      f();
    } finally {
      groups.pop();
    }
  }

  // ------------------------------------------------------------------------------------- equality

  function isPlain(value) {
    const prototype = getPrototypeOf(value);
    return prototype === Object.prototype || prototype === null;
  }
  function isObject(value) { return typeof value === "object" && value !== null; }
  function defined(object) { return keys(object).filter((key) => object[key] !== undefined); }

  /** Whether `b` has what `a` has; with `isPart` it may have more fields. */
  function equals(a, b, isPart) {
    if (is(a, b)) return true;
    if (!isObject(a) || !isObject(b)) return false;
    if (isArray(a) || isArray(b)) {
      return isArray(a) && isArray(b) && a.length === b.length && a.every((item, i) => equals(item, b[i], isPart));
    }
    if (isPlain(a) && isPlain(b)) {
      const fields = defined(a);
      return (isPart || fields.length === defined(b).length) && fields.every((key) => equals(a[key], b[key], isPart));
    }
    return getPrototypeOf(a) === getPrototypeOf(b) && shown(a) === shown(b);
  }

  // ------------------------------------------------------------------------------------- matchers

  class ExpectationError extends Error {
    constructor(message, expected, received) {
      super(message);
      // The stack of an error of a derived class has no frames of its callers.
      this.where = stack();
      this.expected = expected;
      this.received = received;
    }
    get name() { return "ExpectationError"; }
  }

  function wants(matcher, what, value, isRight) {
    if (!isRight) throw new TypeError(`${matcher}: wants ${what}, not ${shown(value)}`);
  }
  function comparison(words, holds) {
    return (matcher, value, limit) => {
      wants(matcher, "a number to compare with", limit, typeof limit === "number");
      return { passed: typeof value === "number" && holds(value, limit), expected: `${words} ${shown(limit)}` };
    };
  }
  function trend(words, holds) {
    return (matcher, value) => {
      wants(matcher, "a list of two numbers or more", value,
        isArray(value) && value.length > 1 && value.every((item) => typeof item === "number"));
      return { passed: value.every((item, i) => i === 0 || holds(item, value[i - 1])), expected: words };
    };
  }
  function state(words, holds) { return (_, value) => ({ passed: holds(value), expected: words }); }

  /** What a function throws, or undefined. */
  function thrownBy(f) {
    try {
      f();
    } catch (e) {
      return { error: e };
    }
    return undefined;
  }
  function fits(error, wanted) {
    if (wanted === undefined) return true;
    const message = isObject(error) ? `${error.message}` : `${error}`;
    if (typeof wanted === "string") return message.includes(wanted);
    return wanted instanceof RegExp ? wanted.test(message) : error instanceof wanted;
  }

  const less = comparison("less than", (a, b) => a < b);
  const atMost = comparison("at most", (a, b) => a <= b);
  const greater = comparison("greater than", (a, b) => a > b);
  const atLeast = comparison("at least", (a, b) => a >= b);

  const MATCHERS = {
    toBe: (_, value, wanted) => ({ passed: is(value, wanted), expected: shown(wanted) }),
    toEqual: (_, value, wanted) => ({ passed: equals(wanted, value, false), expected: shown(wanted) }),
    toMatchObject: (_, value, wanted) => ({ passed: equals(wanted, value, true), expected: `at least ${shown(wanted)}` }),
    toBeLessThan: less,
    toBeLessThanOrEqual: atMost,
    toBeAtMost: atMost,
    toBeGreaterThan: greater,
    toBeGreaterThanOrEqual: atLeast,
    toBeAtLeast: atLeast,
    toBeCloseTo(matcher, value, wanted, digits = 2) {
      wants(matcher, "a number to compare with", wanted, typeof wanted === "number");
      return {
        passed: typeof value === "number" && Math.abs(value - wanted) < 10 ** -digits / 2,
        expected: `${shown(wanted)} to ${digits} digits`,
      };
    },
    toBeNull: state("null", (value) => value === null),
    toBeUndefined: state("undefined", (value) => value === undefined),
    toBeDefined: state("not undefined", (value) => value !== undefined),
    toBeTruthy: state("truthy", (value) => Boolean(value)),
    toBeFalsy: state("falsy", (value) => !value),
    toContain(matcher, value, wanted) {
      wants(matcher, "a list or a text", value, isArray(value) || typeof value === "string");
      return { passed: value.includes(wanted), expected: `to contain ${shown(wanted)}` };
    },
    toContainEqual(matcher, value, wanted) {
      wants(matcher, "a list", value, isArray(value));
      return { passed: value.some((item) => equals(wanted, item, false)), expected: `to contain ${shown(wanted)}` };
    },
    toHaveLength(_, value, wanted) {
      return { passed: value?.length === wanted, expected: `length ${shown(wanted)}`, received: `length ${shown(value?.length)}` };
    },
    toMatch(matcher, value, wanted) {
      wants(matcher, "a text", value, typeof value === "string");
      return {
        passed: typeof wanted === "string" ? value.includes(wanted) : wanted.test(value),
        expected: `to match ${shown(wanted)}`,
      };
    },
    toThrow(matcher, value, wanted) {
      wants(matcher, "a function", value, typeof value === "function");
      const thrown = thrownBy(value);
      return {
        passed: thrown !== undefined && fits(thrown.error, wanted),
        expected: wanted === undefined ? "an error" : `an error: ${shown(wanted)}`,
        received: thrown === undefined ? "no error" : `an error: ${shown(thrown.error)}`,
      };
    },
    toFall: trend("each less than the one before it", (a, b) => a < b),
    toRise: trend("each greater than the one before it", (a, b) => a > b),
    toNeverRise: trend("each at most the one before it", (a, b) => a <= b),
    toNeverFall: trend("each at least the one before it", (a, b) => a >= b),
    toMatchSnapshot(matcher, value, hint) {
      wants(matcher, "a hint that is a line of text", hint,
        hint === undefined || (typeof hint === "string" && !hint.includes("\n")));
      const { kept } = tell("snapshot", hint ?? null, shown(value));
      return { passed: kept === null, expected: kept };
    },
  };

  /** What a test expects of a value. */
  class Expectation {
    constructor(value, what, isNot) {
      const call = `expect(received)${isNot ? ".not" : ""}`;
      for (const name of keys(MATCHERS)) {
        this[name] = (...args) => {
          if (isNot && name === "toMatchSnapshot") throw new TypeError("toMatchSnapshot: has no .not");
          const { passed, expected, received } = MATCHERS[name](name, value, ...args);
          if (passed !== isNot) return;
          throw new ExpectationError(
            `${what === undefined ? "" : `${what}: `}${call}.${name}`,
            isNot ? `not ${expected}` : expected,
            received ?? shown(value),
          );
        };
      }
    }
  }
  function expect(value, what) {
    const expectation = new Expectation(value, what, false);
    expectation.not = new Expectation(value, what, true);
    return expectation;
  }

  for (const word of [test, describe, expect]) {
    Object.defineProperty(globalThis, word.name, { value: word, writable: true, configurable: true });
  }

  return function run() {
    isRunning = true;
    try {
      const result = body();
      if (typeof result?.then === "function") {
        throw new TypeError("test: a test must not be async: nothing here is waited for");
      }
    } catch (e) {
      if (!(e instanceof ExpectationError)) throw e;
      tell("failed", e.message, e.expected, e.received, e.where);
    }
  };
})
