// The names that may follow a path such as "m." at the prompt, for completion.
(function names(classes) {
  "use strict";
  const { getOwnPropertyNames, getOwnPropertyDescriptor, getPrototypeOf } = Object;
  const LIMIT = 1000;
  const INDEX = /^\d+$/;

  /** The class of the session that an object is of, or undefined. */
  function classOf(value) {
    const prototype = getPrototypeOf(value);
    return classes.find((candidate) => candidate.prototype === prototype);
  }

  /** Reads a property; the getters that run are those of the session's own objects. */
  function read(value, name) {
    if (value === undefined || value === null) return undefined;
    const isOwn = value === globalThis || classOf(Object(value)) !== undefined;
    for (let at = Object(value); at !== null; at = getPrototypeOf(at)) {
      const described = getOwnPropertyDescriptor(at, name);
      if (described !== undefined) return "value" in described || isOwn ? value[name] : undefined;
    }
    return undefined;
  }

  /** The value at the end of a path of plain names, or undefined. */
  function valueAt(path) {
    let value = globalThis;
    for (const name of path.split(".")) {
      if (name !== "") value = read(value, name);
    }
    return value;
  }

  function members(value, isGlobal) {
    const found = new Set();
    for (let at = Object(value); at !== null && found.size < LIMIT; at = getPrototypeOf(at)) {
      if (at === Object.prototype && !isGlobal) break;
      for (const name of getOwnPropertyNames(at)) {
        if (name !== "constructor" && !INDEX.test(name)) found.add(name);
      }
    }
    return [...found].sort();
  }

  /** The class behind a path, "" if it is none of the session's, and the names that can follow. */
  return function namesBehind(path) {
    const value = valueAt(path);
    if (value === null || value === undefined) return ["", []];
    return [classOf(Object(value))?.name ?? "", members(value, path === "")];
  };
})
