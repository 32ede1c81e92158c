// What a policy finds in its global scope: evaluated after prelude.js, before any policy text.
//
// Every global that is not on a short list goes away. Of what stays, each built-in that loops over a
// length without ever asking whether it shall stop is put behind a check of that length: the engine
// cannot end such a loop from outside. The originals stay in closures that no policy can reach, and
// nothing below calls a method that a policy could have replaced. texts.js does the same for what works
// on texts.
(function globals() {
  "use strict";

  const { create, defineProperty, getOwnPropertyDescriptor, getPrototypeOf, setPrototypeOf } = Object;
  const { apply, construct, deleteProperty, ownKeys } = Reflect;
  const { isArray } = Array;
  const { isView } = ArrayBuffer;
  const typedArrays = getPrototypeOf(Int8Array.prototype);
  const typedArrayLength = getOwnPropertyDescriptor(typedArrays, "length").get;
  const typedArrayName = getOwnPropertyDescriptor(typedArrays, Symbol.toStringTag).get;
  const { trunc } = Math;
  const { iterator } = Symbol;
  const bufferLength = getOwnPropertyDescriptor(ArrayBuffer.prototype, "byteLength").get;
  const text = String;
  const number = Number;
  const object = Object;
  const arrayPrototype = Array.prototype;
  const objectPrototype = Object.prototype;
  const RawProxy = Proxy;
  const RawSymbol = Symbol;

  /** Most elements of an array and bytes of a buffer that a built-in works on. */
  const MAX_LENGTH = 1 << 20;
  /** Most characters of a string that a built-in works on: some compare every place with every other. */
  const MAX_TEXT = 1 << 16;
  /** Most characters that replacing and joining may make, and sorting and searching may compare. */
  const MAX_REPLACED = 1 << 24;
  /** Most properties of an object that is frozen or sealed, which takes the square of their number. */
  const MAX_KEYS = 1 << 12;
  /** Deepest nesting of arrays that is flattened: it would use up the stack, where statements do not count. */
  const MAX_DEPTH = 1 << 8;
  /** Most elements that become properties of another object, which takes minutes for a million. */
  const MAX_COPIED = 1 << 16;
  /** Longest array that may inherit from something else: its holes are looked up in all of that. */
  const MAX_ODD_LENGTH = 1 << 8;

  // ---------------------------------------------------------------------------------------- checks

  function tooLong(what, length, limit) {
    return new RangeError(`${what} of length ${text(length)}; a policy's limit is ${text(limit)}`);
  }
  function lengthArgument(value) {
    const length = trunc(number(value));
    if (length > MAX_LENGTH) throw tooLong("an array", length, MAX_LENGTH);
    return length;
  }
  /** The value as a string that is short enough to work on. */
  function shortText(value) {
    const string = text(value);
    if (string.length > MAX_TEXT) throw tooLong("a string", string.length, MAX_TEXT);
    return string;
  }
  /** Passes a string on as one that is short enough, and everything else as it is. */
  function checkTexts(list) {
    for (let i = 0; i < list.length; i++) {
      if (typeof list[i] === "string") shortText(list[i]);
    }
  }
  /** An array's length cannot lie: it is no getter, and no Proxy has an array for its target. */
  function checkArray(value, name) {
    if (!isArray(value)) throw new TypeError(`Array.prototype.${name} wants an array`);
    if (value.length > MAX_LENGTH) throw tooLong("an array", value.length, MAX_LENGTH);
    if (value.length > MAX_ODD_LENGTH && !isPlainArray(value)) {
      throw tooLong("an array with other prototypes than its own", value.length, MAX_ODD_LENGTH);
    }
  }
  function isPlainArray(array) {
    return getPrototypeOf(array) === arrayPrototype && getPrototypeOf(arrayPrototype) === objectPrototype;
  }
  /** What a built-in reads or writes of strings in all: `times` of one, or an array's. */
  function checkWork(what, times, length) {
    if (times * length > MAX_REPLACED) throw tooLong(what, times * length, MAX_REPLACED);
  }
  function checkElementTexts(what, array) {
    let length = 0;
    for (let i = 0; i < array.length; i++) {
      if (typeof array[i] === "string") length += array[i].length;
      if (length > MAX_REPLACED) throw tooLong(what, length, MAX_REPLACED);
    }
  }
  /** Strings have a property for each character, also as objects; no Proxy has a long one behind it. */
  function checkObject(value) {
    if (typeof value === "string") shortText(value);
    else if (object(value) === value) {
      const described = getOwnPropertyDescriptor(value, "length");
      // Without a prototype: a getter has no value, and Object.prototype may have one.
      if (described !== undefined && setPrototypeOf(described, null).value > MAX_LENGTH) {
        throw tooLong("an object", described.value, MAX_LENGTH);
      }
    }
  }
  /** Passes on what can be copied property by property. */
  function checkCopied(value) {
    checkObject(value);
    const length = nrElements(value);
    if (length > MAX_COPIED) throw tooLong("a list to copy into an object", length, MAX_COPIED);
  }
  function nrElements(value) {
    if (typeof value === "string" || isArray(value)) return value.length;
    return apply(typedArrayName, value, []) === undefined ? 0 : apply(typedArrayLength, value, []);
  }
  function isBuffer(value) {
    try {
      apply(bufferLength, value, []);
      return true;
    } catch {
      return false;
    }
  }

  // --------------------------------------------------------------------------------------- putting

  function put(owner, key, method) {
    const described = getOwnPropertyDescriptor(owner, key);
    const { name, length } = described.value;
    defineProperty(method, "name", { __proto__: null, value: name, configurable: true });
    defineProperty(method, "length", { __proto__: null, value: length, configurable: true });
    described.value = method;
    described.__proto__ = null;
    defineProperty(owner, key, described);
  }
  /** Lets `check` look at this and the arguments, and change them, before the original has them. */
  function guard(owner, key, check) {
    const original = owner[key];
    put(owner, key, {
      guarded(...list) {
        return apply(original, check(this, list, original.name), list);
      },
    }.guarded);
  }
  function guardAll(owner, leave, check) {
    const keys = ownKeys(owner);
    for (let i = 0; i < keys.length; i++) {
      const described = getOwnPropertyDescriptor(owner, keys[i]);
      if (typeof described.value === "function" && leave[keys[i]] !== true) guard(owner, keys[i], check);
    }
  }
  function setOf(...names) {
    const set = create(null);
    for (let i = 0; i < names.length; i++) set[names[i]] = true;
    return set;
  }
  /** Puts a constructor behind a check of its arguments, for `new`, subclasses and species alike. */
  function guardConstructor(name, check) {
    const original = globalThis[name];
    const guarded = new RawProxy(original, {
      __proto__: null,
      construct(target, list, newTarget) {
        check(list);
        return construct(target, list, newTarget);
      },
      apply(target, self, list) {
        check(list);
        return apply(target, self, list);
      },
    });
    const described = getOwnPropertyDescriptor(globalThis, name);
    defineProperty(globalThis, name, { __proto__: null, ...described, value: guarded });
    if (original.prototype !== undefined) {
      const constructor = getOwnPropertyDescriptor(original.prototype, "constructor");
      defineProperty(original.prototype, "constructor", { __proto__: null, ...constructor, value: guarded });
    }
  }

  /** Lets nobody change a property any more. */
  function seal(owner, key) {
    const described = getOwnPropertyDescriptor(owner, key);
    setPrototypeOf(described, null);
    if (described.get === undefined) described.writable = false;
    described.configurable = false;
    defineProperty(owner, key, described);
  }

  // ---------------------------------------------------------------------------------------- arrays

  function append(list, value) {
    if (list.length >= MAX_LENGTH) throw tooLong("an array", list.length + 1, MAX_LENGTH);
    defineProperty(list, list.length, {
      __proto__: null, value, writable: true, enumerable: true, configurable: true,
    });
  }
  /** The elements of anything that has some, in a new array. */
  function listOf(items) {
    const list = [];
    if (items[iterator] !== undefined && items[iterator] !== null) {
      for (const item of items) append(list, item);
      return list;
    }
    const length = lengthArgument(items.length);
    for (let i = 0; i < length; i++) append(list, items[i]);
    return list;
  }
  function from(items, map, self) {
    if (map !== undefined && typeof map !== "function") throw new TypeError("Array.from wants a function");
    const list = listOf(items);
    const made = typeof this === "function" && this !== Array ? new this() : [];
    for (let i = 0; i < list.length; i++) {
      const value = map === undefined ? list[i] : apply(map, self, [list[i], i]);
      defineProperty(made, i, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
    }
    made.length = list.length;
    return made;
  }
  function flatten(list, items, depth, level = 1) {
    checkArray(items, "flat");
    if (level > MAX_DEPTH) throw tooLong("a nesting of arrays", level, MAX_DEPTH);
    for (let i = 0; i < items.length; i++) {
      if (!(i in items)) continue;
      const item = items[i];
      if (depth > 0 && isArray(item)) flatten(list, item, depth - 1, level + 1);
      else append(list, item);
    }
    return list;
  }
  function checkSeparator(self, length, list) {
    if (list.length > 0 && list[0] !== undefined) {
      list[0] = text(list[0]);
      checkWork("the separators of a text", length, list[0].length);
    }
    return self;
  }
  function guardArrays() {
    const { prototype } = Array;
    const { map } = prototype;
    guardAll(prototype, setOf("constructor", "push", "pop", "at", "toString", "flat", "flatMap", "concat"),
      (self, list, name) => { checkArray(self, name); return self; });
    const joins = ["join", "toLocaleString"];
    for (let i = 0; i < joins.length; i++) guard(prototype, joins[i], (self, list) => {
      if (!isArray(self)) return self;
      checkElementTexts("the text of an array", self);
      return checkSeparator(self, self.length, list);
    });
    const sorts = ["sort", "toSorted"];
    for (let i = 0; i < sorts.length; i++) guard(prototype, sorts[i], (self, list) => {
      if (list[0] === undefined && isArray(self)) checkElementTexts("texts to sort, together,", self);
      return self;
    });
    const searches = ["indexOf", "lastIndexOf", "includes"];
    for (let i = 0; i < searches.length; i++) guard(prototype, searches[i], (self, list) => {
      if (typeof list[0] === "string" && isArray(self)) checkWork("texts to compare", self.length, list[0].length);
      return self;
    });
    put(prototype, "flat", { flat(depth) {
      return flatten([], this, depth === undefined ? 1 : trunc(number(depth)) || 0);
    } }.flat);
    put(prototype, "flatMap", { flatMap(f, self) {
      checkArray(this, "flatMap");
      return flatten([], apply(map, this, [f, self]), 1);
    } }.flatMap);
    put(prototype, "concat", { concat(...items) {
      const list = flatten([], this, 0);
      for (let i = 0; i < items.length; i++) {
        if (isArray(items[i])) flatten(list, items[i], 0);
        else append(list, items[i]);
      }
      return list;
    } }.concat);
    put(prototype, "toString", { toString() { return isArray(this) ? this.join() : "[object Object]"; } }.toString);
    deleteProperty(Array, "fromAsync");
    put(Array, "from", { from }.from);
  }

  // --------------------------------------------------------------------------------------- buffers

  function checkBufferArguments(list) {
    if (list.length > 0) list[0] = lengthArgument(list[0]);
    if (list.length > 1 && list[1] !== undefined) {
      const { maxByteLength } = list[1];
      list[1] = { __proto__: null, maxByteLength };
      if (maxByteLength !== undefined) list[1].maxByteLength = lengthArgument(maxByteLength);
    }
  }
  function checkElements(list) {
    if (list.length === 0) return;
    if (typeof list[0] !== "object" || list[0] === null) list[0] = lengthArgument(list[0]);
    else if (!isView(list[0]) && !isBuffer(list[0])) list[0] = listOf(list[0]);
  }
  function guardBuffers() {
    guardConstructor("ArrayBuffer", checkBufferArguments);
    const toLength = (self, list) => {
      if (list.length > 0 && list[0] !== undefined) list[0] = lengthArgument(list[0]);
      return self;
    };
    guard(ArrayBuffer.prototype, "transfer", toLength);
    guard(ArrayBuffer.prototype, "transferToFixedLength", toLength);
    const anyArray = getPrototypeOf(Int8Array);
    put(anyArray, "from", { from(items, f, self) { return new this(apply(from, Array, [items, f, self])); } }.from);
    guard(anyArray.prototype, "set", (self, list) => {
      if (typeof list[0] === "object" && list[0] !== null && !isView(list[0])) list[0] = listOf(list[0]);
      return self;
    });
    guard(anyArray.prototype, "join", (self, list) => checkSeparator(self, apply(typedArrayLength, self, []), list));
    const names = ["Int8", "Uint8", "Uint8Clamped", "Int16", "Uint16", "Int32", "Uint32", "Float32", "Float64"];
    for (let i = 0; i < names.length; i++) guardConstructor(names[i] + "Array", checkElements);
    // What they read is a BigInt, whose arithmetic nothing can stop.
    const bigInts = ["getBigInt64", "getBigUint64", "setBigInt64", "setBigUint64"];
    for (let i = 0; i < bigInts.length; i++) deleteProperty(DataView.prototype, bigInts[i]);
  }

  // --------------------------------------------------------------------------------------- objects

  /**
   * An array with an element that is no plain one visits every index up to its length when it is
   * made shorter, which an assignment does.
   */
  function checkDefinition(self, list) {
    if (!isArray(list[0])) {
      checkObject(list[0]);
    } else if (typeof list[1] !== "symbol") {
      list[1] = text(list[1]);
      if (text(list[1] >>> 0) === list[1]) list[2] = plainElement(list[2]);
    }
    return self;
  }
  function plainElement({ value, writable, enumerable, configurable }) {
    if (writable !== true || enumerable !== true || configurable !== true) {
      throw new TypeError("an element of an array must be writable, enumerable and configurable here");
    }
    return { __proto__: null, value, writable, enumerable, configurable };
  }
  function checkNrKeys(self, list) {
    checkObject(list[0]);
    if (object(list[0]) === list[0] && !isArray(list[0])) {
      const { length } = ownKeys(list[0]);
      if (length > MAX_KEYS) throw tooLong("the list of keys", length, MAX_KEYS);
    }
    return self;
  }
  /** The arguments for a call; what is no array is read here, where reading can be stopped. */
  function argumentList(value) {
    if (object(value) !== value) return value;
    if (isArray(value)) {
      checkArray(value, "apply");
      return value;
    }
    const list = [];
    const length = lengthArgument(value.length);
    for (let i = 0; i < length; i++) append(list, value[i]);
    return list;
  }
  function guardObjects() {
    const first = (self, list) => { checkObject(list[0]); return self; };
    const all = (self, list) => { for (let i = 0; i < list.length; i++) checkObject(list[i]); return self; };
    const copied = (self, list) => { for (let i = 0; i < list.length; i++) checkCopied(list[i]); return self; };
    const none = (self, list) => {
      if (isArray(list[0])) throw new TypeError("Object.defineProperties takes no array here");
      return all(self, list);
    };
    guardAll(Object, setOf("is", "create", "assign", "getPrototypeOf", "setPrototypeOf", "hasOwn",
      "defineProperty", "defineProperties", "freeze", "seal", "getOwnPropertyDescriptors"), first);
    guard(Object, "assign", copied);
    guard(Object, "getOwnPropertyDescriptors", copied);
    guard(Object, "create", (self, list) => { checkObject(list[1]); return self; });
    guard(Object, "defineProperty", checkDefinition);
    guard(Object, "defineProperties", none);
    guard(Object, "freeze", checkNrKeys);
    guard(Object, "seal", checkNrKeys);
    deleteProperty(objectPrototype, "__defineGetter__");
    deleteProperty(objectPrototype, "__defineSetter__");
    guard(Reflect, "ownKeys", first);
    guard(Reflect, "defineProperty", checkDefinition);
    guard(Reflect, "apply", (self, list) => { list[2] = argumentList(list[2]); return self; });
    guard(Reflect, "construct", (self, list) => { list[1] = argumentList(list[1]); return self; });
    guard(getPrototypeOf(guardObjects), "apply", (self, list) => { list[1] = argumentList(list[1]); return self; });
    guard(Map, "groupBy", first);
    const firstOf = (list) => checkObject(list[0]);
    const collections = ["Map", "Set", "WeakMap", "WeakSet"];
    for (let i = 0; i < collections.length; i++) guardConstructor(collections[i], firstOf);
    guard(Iterator, "from", first);
  }
  function guardProxies() {
    const handlerOf = {
      __proto__: null,
      get(handler, key) {
        const trap = handler[key];
        if (key !== "ownKeys" || typeof trap !== "function") return trap;
        return (target) => listOf(apply(trap, handler, [target]));
      },
    };
    const check = (list) => {
      if (isArray(list[0])) throw new TypeError("a Proxy of an array is not allowed here");
      checkObject(list[0]);
      if (object(list[1]) === list[1]) list[1] = new RawProxy(list[1], handlerOf);
    };
    guard(RawProxy, "revocable", (self, list) => { check(list); return self; });
    guardConstructor("Proxy", check);
  }

  // --------------------------------------------------------------------------------------- symbols

  /**
   * The engine's own registry is one for all policies and never forgets; this one goes with its policy.
   */
  function ownSymbols() {
    const { get, set } = Map.prototype;
    const symbols = new Map();
    const keys = new Map();
    put(RawSymbol, "for", { for(key) {
      const string = `${key}`;
      let symbol = apply(get, symbols, [string]);
      if (symbol === undefined) {
        symbol = RawSymbol(string);
        apply(set, symbols, [string, symbol]);
        apply(set, keys, [symbol, string]);
      }
      return symbol;
    } }.for);
    put(RawSymbol, "keyFor", { keyFor(symbol) {
      if (typeof symbol !== "symbol") throw new TypeError("Symbol.keyFor wants a symbol");
      return apply(get, keys, [symbol]);
    } }.keyFor);
  }

  // --------------------------------------------------------------------------------------- globals

  // What stays has one result for one input: no clock, no random numbers, no code from text, no
  // threads, no garbage collector to watch, no locale data, nothing of the host.
  const ALLOWED = setOf(
    "globalThis", "undefined", "NaN", "Infinity", "isFinite", "isNaN", "parseFloat", "parseInt",
    "Object", "Array", "String", "Number", "Boolean", "Symbol", "Math", "JSON", "RegExp",
    "Reflect", "Proxy", "Iterator", "Map", "Set", "WeakMap", "WeakSet", "ArrayBuffer", "DataView",
    "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array",
    "Uint32Array", "Float32Array", "Float64Array",
    "Error", "AggregateError", "EvalError", "RangeError", "ReferenceError", "SyntaxError",
    "TypeError", "URIError",
  );
  function removeGlobals() {
    const names = ownKeys(globalThis);
    for (let i = 0; i < names.length; i++) {
      if (ALLOWED[names[i]] !== true && !deleteProperty(globalThis, names[i])) {
        throw new Error(`cannot remove the global ${text(names[i])}`);
      }
    }
    deleteProperty(Math, "random");
    deleteProperty(Error, "captureStackTrace");
  }

  removeGlobals();
  guardArrays();
  guardBuffers();
  guardObjects();
  guardProxies();
  ownSymbols();
  return {
    MAX_TEXT, MAX_REPLACED, tooLong, shortText, checkTexts, checkObject, listOf, setOf,
    put, guard, guardAll, guardConstructor, seal,
  };
})
