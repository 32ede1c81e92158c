// Keeps the built-ins as they are that the shell's own scripts use, whatever is typed at the prompt: what prints values and
// calls the host would fail otherwise until the context is cleared. Runs when everything is defined.
//
// Object.prototype takes no new names, but its methods can be replaced, and errors stay as they are: scripts assign
// `toString` and `name` to their own objects, which a locked property of the prototype would forbid.
(function lockBuiltins() {
  "use strict";

  const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf, preventExtensions } = Object;
  const { ownKeys } = Reflect;

  function lock(object, key) {
    const described = getOwnPropertyDescriptor(object, key);
    if (!described.configurable) return;
    const fixed = "value" in described ? { writable: false, configurable: false } : { configurable: false };
    defineProperty(object, key, fixed);
  }
  function lockAll(object) {
    for (const key of ownKeys(object)) lock(object, key);
    preventExtensions(object);
  }

  const constructors = [Array, String, RegExp, Number, Boolean, Symbol, Map, Set];
  const iterators = [[].values(), ""[Symbol.iterator](), new Map().entries(), new Set().values()];
  for (const constructor of constructors) lockAll(constructor.prototype);
  lockAll(getPrototypeOf(lockAll));
  for (const iterator of iterators) lockAll(getPrototypeOf(iterator));
  lockAll(getPrototypeOf(getPrototypeOf([].values())));
  for (const object of [...constructors, Object, JSON, Math, Reflect]) lockAll(object);
  preventExtensions(Object.prototype);
  const globals = ["Array", "String", "RegExp", "Number", "Boolean", "Symbol", "Map", "Set", "Object", "JSON", "Math",
    "Reflect", "Error", "TypeError", "RangeError", "globalThis"];
  for (const name of globals) lock(globalThis, name);
})
