// The maps that a policy declares: their keys and values are in arrays of the host, which outlive
// this context and are copied with the machine. Evaluated after prelude.js, before any policy text.
//
// What is read often is kept here as well: where each key is, and the values. Nothing below calls a
// method or finds a property that a policy could have put there.
(function maps(lab) {
  "use strict";
  const { describe, readOnly } = lab;
  const { create, defineProperty, freeze, setPrototypeOf } = Object;
  const { isArray } = Array;
  const { isFinite, isInteger } = Number;
  const { ownKeys } = Reflect;
  const { get, set, delete: remove, clear } = Map.prototype;
  const JsMap = Map;

  const MAX_MAPS = 64;
  const MAX_ENTRIES = 65536;
  const MAX_TEXT = 128;
  const VALUE = `a finite number, a boolean, or a string of at most ${MAX_TEXT} characters`;

  // ----------------------------------------------------------------------------------- declarations

  /** A list whose elements no setter of a prototype can take. */
  function bare() {
    return setPrototypeOf([], null);
  }

  /**
   * Makes the maps of the export `maps`; throws an Error whose message is for the user. The result
   * has a member for each map by number, and in `maps` what the policy is given.
   */
  function declared(exported) {
    const made = { __proto__: null, length: 0, maps: create(null) };
    if (exported !== null) {
      if (typeof exported !== "object" || isArray(exported)) {
        throw new TypeError(`maps is ${describe(exported)}; want an object of maps, each { type, entries }`);
      }
      const names = ownKeys(exported);
      if (names.length > MAX_MAPS) throw new RangeError(`maps has ${names.length} maps; want at most ${MAX_MAPS}`);
      for (let i = 0; i < names.length; i++) made[made.length++] = declaredMap(names[i], exported[names[i]], made.maps);
      checkTotal(made);
    }
    freeze(made.maps);
    return made;
  }
  function checkTotal(made) {
    let total = 0;
    for (let i = 0; i < made.length; i++) total += made[i].entries;
    if (total > MAX_ENTRIES) {
      throw new RangeError(`maps has ${total} entries in all; want at most ${MAX_ENTRIES}`);
    }
  }
  function declaredMap(name, shape, target) {
    const path = `maps.${typeof name === "string" ? name : describe(name)}`;
    if (typeof name !== "string") throw new TypeError(`${path}: want a name`);
    if (typeof shape !== "object" || shape === null) {
      throw new TypeError(`${path} is ${describe(shape)}; want { type, entries }`);
    }
    checkKeys(path, ownKeys(shape));
    const { type, entries } = shape;
    if (type !== "hash" && type !== "array" && type !== "lru_hash") {
      throw new TypeError(`${path}.type is ${describe(type)}; want "hash", "array" or "lru_hash"`);
    }
    if (!isInteger(entries) || entries < 1 || entries > MAX_ENTRIES) {
      throw new RangeError(`${path}.entries is ${describe(entries)}; want a whole number from 1 to ${MAX_ENTRIES}`);
    }
    const { map, bind } = type === "array" ? arrayMap(path, entries) : hashMap(path, entries, type === "lru_hash");
    target[name] = map;
    return { __proto__: null, name, type, entries, bind };
  }
  function checkKeys(path, keys) {
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] !== "type" && keys[i] !== "entries") {
        throw new TypeError(`${path} has ${describe(keys[i])}; want type and entries alone`);
      }
    }
  }

  // ----------------------------------------------------------------------------------------- values

  function isStorable(value) {
    switch (typeof value) {
      case "number": return isFinite(value);
      case "string": return value.length <= MAX_TEXT;
      default: return typeof value === "boolean";
    }
  }
  function check(path, what, value) {
    if (!isStorable(value)) throw new TypeError(`${path}.set: the ${what} is ${describe(value)}; want ${VALUE}`);
  }
  function checkCallback(path, f) {
    if (typeof f !== "function") throw new TypeError(`${path}.forEach: got ${describe(f)}; want a function`);
  }
  /** Puts a value there and returns what a fresh context would find: a string without the text it was cut from. */
  function stored(list, at, value) {
    list[at] = value;
    return typeof value === "string" ? list[at] : value;
  }

  // ----------------------------------------------------------------------------------------- arrays

  function arrayMap(path, entries) {
    const values = bare();
    for (let i = 0; i < entries; i++) values[i] = 0;
    let hostValues = null;

    function has(key) {
      return typeof key === "number" && key === (key | 0) && key >= 0 && key < entries;
    }
    const map = readOnly({
      get size() { return entries; },
      has(key) { return has(key); },
      get(key) { return has(key) ? values[key] : undefined; },
      set(key, value) {
        check(path, "key", key);
        check(path, "value", value);
        if (!has(key)) return false;
        values[key] = stored(hostValues, key, value);
        return true;
      },
      delete() { return false; },
      forEach(f) {
        checkCallback(path, f);
        for (let i = 0; i < entries; i++) f(values[i], i);
      },
    });
    function bind(keysOfHost, valuesOfHost) {
      hostValues = valuesOfHost;
      for (let i = 0; i < entries; i++) values[i] = valuesOfHost[i];
    }
    return { map, bind };
  }

  // ---------------------------------------------------------------------------------- hashes and LRU

  /** A Map whose methods are its own. */
  function ownMap() {
    const map = new JsMap();
    const methods = { __proto__: null, get, set, delete: remove, clear };
    const names = ownKeys(methods);
    for (let i = 0; i < names.length; i++) {
      defineProperty(map, names[i], { __proto__: null, value: methods[names[i]] });
    }
    return setPrototypeOf(map, null);
  }

  /** No key is equal to it. */
  const NOTHING = NaN;

  /**
   * Entries are in slots, linked in a ring from the oldest to the newest; the slot behind the last is
   * the ring's end. MapMemory.java says what `links` holds.
   */
  function hashMap(path, entries, isLru) {
    const END = entries;
    const FREE = 2 * entries + 2;
    const SIZE = 2 * entries + 3;
    const slots = ownMap();
    const values = bare();
    for (let i = 0; i < entries; i++) values[i] = 0;
    let hostKeys = null;
    let hostValues = null;
    let links = null;
    // Questions about one process come one after the other.
    let lastKey = NOTHING;
    let lastSlot = 0;

    function find(key) {
      if (key === lastKey) return lastSlot;
      const slot = slots.get(key);
      if (slot === undefined) return -1;
      lastKey = key;
      lastSlot = slot;
      return slot;
    }
    function append(slot) {
      const newest = links[2 * END];
      links[2 * slot] = newest;
      links[2 * slot + 1] = END;
      links[2 * newest + 1] = slot;
      links[2 * END] = slot;
    }
    function unlink(slot) {
      const before = links[2 * slot];
      const after = links[2 * slot + 1];
      links[2 * before + 1] = after;
      links[2 * after] = before;
    }
    function use(slot) {
      if (isLru && links[2 * END] !== slot) {
        unlink(slot);
        append(slot);
      }
    }
    function free(slot) {
      lastKey = NOTHING;
      slots.delete(hostKeys[slot]);
      unlink(slot);
      hostKeys[slot] = null;
      hostValues[slot] = null;
      links[2 * slot + 1] = links[FREE];
      links[FREE] = slot;
      links[SIZE]--;
    }
    function take(key) {
      if (links[FREE] < 0) {
        if (!isLru) return -1;
        free(links[2 * END + 1]);
      }
      const slot = links[FREE];
      links[FREE] = links[2 * slot + 1];
      slots.set(stored(hostKeys, slot, key), slot);
      append(slot);
      links[SIZE]++;
      return slot;
    }

    const map = readOnly({
      get size() { return links[SIZE]; },
      has(key) { return find(key) >= 0; },
      get(key) {
        const slot = find(key);
        if (slot < 0) return undefined;
        use(slot);
        return values[slot];
      },
      set(key, value) {
        check(path, "key", key);
        check(path, "value", value);
        let slot = find(key);
        if (slot >= 0) use(slot);
        else slot = take(key === 0 ? 0 : key);
        if (slot < 0) return false;
        values[slot] = stored(hostValues, slot, value);
        return true;
      },
      delete(key) {
        const slot = find(key);
        if (slot >= 0) free(slot);
        return slot >= 0;
      },
      forEach(f) {
        checkCallback(path, f);
        const keys = bare();
        let length = 0;
        for (let slot = links[2 * END + 1]; slot !== END; slot = links[2 * slot + 1]) {
          keys[length++] = hostKeys[slot];
        }
        for (let i = 0; i < length; i++) {
          const slot = find(keys[i]);
          if (slot >= 0) f(values[slot], keys[i]);
        }
      },
    });
    function bind(keysOfHost, valuesOfHost, linksOfHost) {
      hostKeys = keysOfHost;
      hostValues = valuesOfHost;
      links = linksOfHost;
      lastKey = NOTHING;
      slots.clear();
      for (let slot = links[2 * END + 1]; slot !== END; slot = links[2 * slot + 1]) {
        slots.set(hostKeys[slot], slot);
        values[slot] = hostValues[slot];
      }
    }
    return { map, bind };
  }

  return declared;
})
