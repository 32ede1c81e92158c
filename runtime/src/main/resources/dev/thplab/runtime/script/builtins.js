// Keeps the built-ins as they are that the shell's own scripts use, whatever is typed at the prompt: what prints values and
// calls the host would fail otherwise until the context is cleared. Runs when everything is defined.
//
// Object.prototype takes no new names, but its methods can be replaced, and errors stay as they are: scripts assign
// `toString` and `name` to their own objects, which a locked property of the prototype would forbid.
(function lockBuiltins() {
  "use strict";

  const { defineProperty, freeze, getPrototypeOf, preventExtensions } = Object;

  const constructors = [Array, String, RegExp, Number, Boolean, Symbol, Map, Set];
  const iterators = [[].values(), ""[Symbol.iterator](), new Map().entries(), new Set().values()];
  for (const constructor of constructors) freeze(constructor.prototype);
  freeze(getPrototypeOf(lockBuiltins));
  for (const iterator of iterators) freeze(getPrototypeOf(iterator));
  freeze(getPrototypeOf(getPrototypeOf([].values())));
  for (const object of [...constructors, Object, JSON, Math, Reflect]) freeze(object);
  preventExtensions(Object.prototype);
  const globals = ["Array", "String", "RegExp", "Number", "Boolean", "Symbol", "Map", "Set", "Object", "JSON", "Math",
    "Reflect", "Error", "TypeError", "RangeError", "globalThis"];
  for (const name of globals) defineProperty(globalThis, name, { writable: false, configurable: false });
})
