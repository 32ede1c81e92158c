// The names that may follow a path such as "m." at the prompt, for completion.
(function names() {
  "use strict";
  const { getOwnPropertyNames, getOwnPropertyDescriptor, getPrototypeOf } = Object;

  /** The value at the end of a path of plain names, or undefined; only handles have getters that run. */
  function valueAt(path) {
    let value = globalThis;
    for (const name of path.split(".")) {
      if (name === "") continue;
      if (value === null || value === undefined) return undefined;
      value = value[name];
    }
    return value;
  }
  return function namesBehind(path) {
    const value = valueAt(path);
    const found = new Set();
    for (let at = value === null || value === undefined ? null : Object(value); at !== null; at = getPrototypeOf(at)) {
      if (at === Object.prototype && path !== "") break;
      for (const name of getOwnPropertyNames(at)) {
        if (name !== "constructor" && getOwnPropertyDescriptor(at, name) !== undefined) found.add(name);
      }
    }
    return [...found].sort();
  };
})
