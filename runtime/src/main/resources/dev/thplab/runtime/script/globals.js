// What a policy finds in its global scope: evaluated after prelude.js, before any policy text.
//
// Every global that is not on a short list goes away. Of what stays, each built-in that loops over a
// length without ever asking whether it shall stop is put behind a check of that length: the engine
// cannot end such a loop from outside. The originals stay in closures that no policy can reach, and
// nothing below calls a method that a policy could have replaced.
(function globals() {
  "use strict";

  const { create, defineProperty, getOwnPropertyDescriptor, getPrototypeOf, setPrototypeOf } = Object;
  const { apply, construct, deleteProperty, ownKeys } = Reflect;
  const { isArray } = Array;
  const { isView } = ArrayBuffer;
  const { trunc } = Math;
  const { iterator } = Symbol;
  const bufferLength = getOwnPropertyDescriptor(ArrayBuffer.prototype, "byteLength").get;
  const text = String;
  const number = Number;
  const object = Object;
  const stringify = JSON.stringify;
  const parse = JSON.parse;
  const { indexOf } = String.prototype;
  const RawProxy = Proxy;

  /** Most elements of an array and bytes of a buffer that a built-in works on. */
  const MAX_LENGTH = 1 << 20;
  /** Most characters of a string that a built-in works on: some compare every place with every other. */
  const MAX_TEXT = 1 << 16;
  /** Most characters that replacing may make. */
  const MAX_REPLACED = 1 << 24;

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
  function thisText(value, name) {
    if (value === undefined || value === null) {
      throw new TypeError(`String.prototype.${name} wants a string`);
    }
    return shortText(value);
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
  function flatten(list, items, depth) {
    checkArray(items, "flat");
    for (let i = 0; i < items.length; i++) {
      if (!(i in items)) continue;
      const item = items[i];
      if (depth > 0 && isArray(item)) flatten(list, item, depth - 1);
      else append(list, item);
    }
    return list;
  }
  function guardArrays() {
    const { prototype } = Array;
    const { map } = prototype;
    guardAll(prototype, setOf("constructor", "push", "pop", "at", "toString", "flat", "flatMap", "concat"),
      (self, list, name) => { checkArray(self, name); return self; });
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
    const names = ["Int8", "Uint8", "Uint8Clamped", "Int16", "Uint16", "Int32", "Uint32", "Float32", "Float64"];
    for (let i = 0; i < names.length; i++) guardConstructor(names[i] + "Array", checkElements);
  }

  // --------------------------------------------------------------------------------------- strings

  function checkReplacement(self, list) {
    const string = thisText(self, "replace");
    checkTexts(list);
    if (list.length > 1 && typeof list[1] !== "function") {
      list[1] = shortText(list[1]);
      const times = string.length + 1;
      // "$&" and its like put a part of the string in at each match.
      const made = times * (list[1].length + 1) * (apply(indexOf, list[1], ["$"]) < 0 ? 1 : times);
      if (made > MAX_REPLACED) throw tooLong("a replacement", made, MAX_REPLACED);
    }
    return string;
  }
  function checkPadding(self, list) {
    const string = thisText(self, "pad");
    list[0] = trunc(number(list[0]));
    if (list[0] > MAX_TEXT) throw tooLong("a string", list[0], MAX_TEXT);
    return string;
  }
  function guardStrings() {
    const { prototype } = String;
    guardAll(prototype, setOf("constructor", "toString", "valueOf", "replace", "replaceAll", "repeat", "padStart", "padEnd"),
      (self, list, name) => { const string = thisText(self, text(name)); checkTexts(list); return string; });
    guard(prototype, "repeat", (self, list) => {
      const string = thisText(self, "repeat");
      list[0] = trunc(number(list[0]));
      if (string.length * list[0] > MAX_TEXT) throw tooLong("a string", string.length * list[0], MAX_TEXT);
      return string;
    });
    guard(prototype, "padStart", checkPadding);
    guard(prototype, "padEnd", checkPadding);
    guard(prototype, "replace", checkReplacement);
    guard(prototype, "replaceAll", checkReplacement);
    put(String, "raw", { raw(strings, ...values) {
      const list = listOf({ __proto__: null, length: strings.raw.length, ...listOf(strings.raw) });
      let made = "";
      for (let i = 0; i < list.length; i++) made += text(list[i]) + (i + 1 < list.length && i < values.length ? text(values[i]) : "");
      return made;
    } }.raw);
    guardConstructor("String", (list) => { if (list.length > 0) list[0] = shortText(list[0]); });
  }

  /** Reading a long text in another radix takes quadratic time. */
  function guardNumbers() {
    const onText = (self, list) => {
      if (list.length > 0) list[0] = shortText(list[0]);
      return self;
    };
    const names = ["parseInt", "parseFloat"];
    for (let i = 0; i < names.length; i++) {
      guard(globalThis, names[i], onText);
      defineProperty(Number, names[i], { __proto__: null, value: globalThis[names[i]] });
    }
  }

  // ----------------------------------------------------------------------------------- expressions

  function guardExpressions() {
    const { prototype } = RegExp;
    deleteProperty(prototype, "compile");
    const onText = (self, list) => { list[0] = shortText(list[0]); return self; };
    const keys = ["exec", "test", Symbol.match, Symbol.matchAll, Symbol.search, Symbol.split];
    for (let i = 0; i < keys.length; i++) guard(prototype, keys[i], onText);
    guard(prototype, Symbol.replace, (self, list) => {
      list[0] = checkReplacement(list[0], list);
      return self;
    });
    guardConstructor("RegExp", checkTexts);
  }

  // --------------------------------------------------------------------------------------- objects

  function guardObjects() {
    const first = (self, list) => { checkObject(list[0]); return self; };
    const all = (self, list) => { for (let i = 0; i < list.length; i++) checkObject(list[i]); return self; };
    guardAll(Object, setOf("is", "create", "assign", "getPrototypeOf", "setPrototypeOf", "hasOwn"), first);
    guard(Object, "assign", all);
    guard(Object, "create", (self, list) => { checkObject(list[1]); return self; });
    guard(Object, "defineProperties", all);
    guard(Reflect, "ownKeys", first);
    guard(Reflect, "apply", (self, list) => { checkObject(list[2]); return self; });
    guard(Reflect, "construct", (self, list) => { checkObject(list[1]); return self; });
    guard(getPrototypeOf(guardObjects), "apply", (self, list) => { checkObject(list[1]); return self; });
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

  // ------------------------------------------------------------------------------------------ JSON

  /** Lets JSON visit so many values and characters and no more: a small graph can make a giant text. */
  function budget() {
    let left = MAX_TEXT;
    return function charge(value) {
      left -= typeof value === "string" ? value.length + 1 : 1;
      if (left < 0) throw tooLong("JSON", MAX_TEXT + 1, MAX_TEXT);
    };
  }
  function guardJson() {
    put(JSON, "stringify", { stringify(value, replacer, space) {
      if (isArray(replacer)) throw new TypeError("JSON.stringify takes no list of keys here");
      const charge = budget();
      return stringify(value, function visit(key, member) {
        const written = typeof replacer === "function" ? apply(replacer, this, [key, member]) : member;
        charge(key);
        charge(written);
        checkObject(written);
        return written;
      }, space);
    } }.stringify);
    put(JSON, "parse", { parse(source, reviver) {
      const string = shortText(source);
      if (typeof reviver !== "function") return parse(string);
      const charge = budget();
      return parse(string, function visit(key, value, context) {
        charge();
        return apply(reviver, this, [key, value, context]);
      });
    } }.parse);
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
  guardStrings();
  guardExpressions();
  guardObjects();
  guardJson();
  guardProxies();
  guardNumbers();
})
