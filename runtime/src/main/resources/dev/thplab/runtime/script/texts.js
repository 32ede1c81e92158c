// Puts the built-ins that work on texts behind checks of their lengths: evaluated after globals.js, with
// what that made, before any policy text. Nothing below calls a method that a policy could have replaced.
(function texts(made) {
  "use strict";

  const {
    MAX_TEXT, MAX_REPLACED, tooLong, shortText, checkTexts, checkObject, listOf, setOf,
    put, guard, guardAll, guardConstructor, seal,
  } = made;
  const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf, hasOwn } = Object;
  const { apply, deleteProperty } = Reflect;
  const { isArray } = Array;
  const { trunc } = Math;
  const { parse, stringify } = JSON;
  const { indexOf } = String.prototype;
  const text = String;
  const number = Number;
  const object = Object;

  /** Most characters that are normalised: accents are sorted, in up to the square of their number. */
  const MAX_SORTED = 1 << 12;
  /** Most characters of a regular expression: compiling one takes up to the cube of its length. */
  const MAX_PATTERN = 512;
  /** Most lookarounds in one; the time to compile doubles with each. RefusedText.java has both for literals. */
  const MAX_LOOKAROUNDS = 8;

  // --------------------------------------------------------------------------------------- strings

  function thisText(value, name) {
    if (value === undefined || value === null) {
      throw new TypeError(`String.prototype.${name} wants a string`);
    }
    return shortText(value);
  }
  function sortedText(string) {
    if (string.length > MAX_SORTED) throw tooLong("a string to normalise", string.length, MAX_SORTED);
    return string;
  }
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
    const sorts = ["normalize", "localeCompare"];
    for (let i = 0; i < sorts.length; i++) guard(prototype, sorts[i], (self, list) => {
      const string = sortedText(thisText(self, sorts[i]));
      if (list.length > 0 && list[0] !== undefined) list[0] = sortedText(text(list[0]));
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

  function nrLookarounds(source) {
    let n = 0;
    for (let i = 2; i < source.length; i++) {
      if (source[i - 2] !== "(" || source[i - 1] !== "?") continue;
      const mark = source[i] === "<" ? source[i + 1] : source[i];
      if (mark === "=" || mark === "!") n++;
    }
    return n;
  }
  /**
   * Every expression matches as the engine does: a method that trusts the result of another `exec`
   * would loop over whatever length that result claims.
   */
  function guardExpressions() {
    const { prototype } = RegExp;
    const sourceOf = getOwnPropertyDescriptor(prototype, "source").get;
    const checkExpression = (self) => {
      if (getPrototypeOf(self) !== prototype || hasOwn(self, "exec") || hasOwn(self, "constructor")) {
        throw new TypeError("a regular expression with an exec or a class of its own is not allowed here");
      }
      checkPattern(apply(sourceOf, self, []));
      return self;
    };
    const checkPattern = (source) => {
      if (source.length > MAX_PATTERN) throw tooLong("a regular expression", source.length, MAX_PATTERN);
      const lookarounds = nrLookarounds(source);
      if (lookarounds > MAX_LOOKAROUNDS) throw tooLong("the list of lookarounds", lookarounds, MAX_LOOKAROUNDS);
    };
    const checkArguments = (list) => {
      if (list.length > 1 && list[1] !== undefined) list[1] = shortText(list[1]);
      if (list.length === 0 || list[0] === undefined) return;
      if (object(list[0]) === list[0] && getPrototypeOf(list[0]) === prototype) checkExpression(list[0]);
      else checkPattern(list[0] = text(list[0]));
    };
    deleteProperty(prototype, "compile");
    guard(RegExp, "escape", (self, list) => { checkTexts(list); return self; });
    const onText = (self, list) => { list[0] = shortText(list[0]); return checkExpression(self); };
    const keys = ["exec", "test", Symbol.match, Symbol.matchAll, Symbol.search, Symbol.split];
    for (let i = 0; i < keys.length; i++) guard(prototype, keys[i], onText);
    guard(prototype, Symbol.replace, (self, list) => {
      list[0] = checkReplacement(list[0], list);
      return checkExpression(self);
    });
    seal(RegExp, Symbol.species);
    guardConstructor("RegExp", checkArguments);
    seal(prototype, "exec");
    seal(prototype, "constructor");
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

  guardStrings();
  guardNumbers();
  guardExpressions();
  guardJson();
})
