package dev.thplab.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxTest {
  private static final ScriptHost HOST = new ScriptHost();

  @AfterAll
  static void close() {
    HOST.close();
  }

  /// Runs a script whose `found` list must stay empty, and returns it joined.
  private static String found(String script) {
    ScriptPolicy policy =
        HOST.load(
            Policies.body(
                "const found = [];\n" + script + "\nthrow 'found [' + found.join() + ']';"),
            Limits.DEFAULT.withStatements(1_000_000).withWallMs(60_000),
            Map.of());
    policy.allowedOrders(Policies.fault());
    return policy.failures().getFirst().first().reason();
  }

  @Test
  void leavesTheAllowedGlobalsOnly() {
    assertThat(found("found.push(...Object.getOwnPropertyNames(globalThis).sort())"))
        .isEqualTo(
            "threw found [AggregateError,Array,ArrayBuffer,Boolean,DataView,Error,EvalError,"
                + "Float32Array,Float64Array,Infinity,Int16Array,Int32Array,Int8Array,Iterator,JSON,"
                + "Map,Math,NaN,Number,Object,Proxy,RangeError,ReferenceError,Reflect,RegExp,Set,"
                + "String,Symbol,SyntaxError,TypeError,URIError,Uint16Array,Uint32Array,Uint8Array,"
                + "Uint8ClampedArray,WeakMap,WeakSet,globalThis,isFinite,isNaN,parseFloat,parseInt,"
                + "undefined]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Java",
        "Packages",
        "java",
        "Polyglot",
        "Graal",
        "load",
        "loadWithNewGlobal",
        "print",
        "console",
        "quit",
        "eval",
        "Function",
        "BigInt",
        "Atomics",
        "SharedArrayBuffer",
        "Date",
        "Intl",
        "WebAssembly",
        "WeakRef",
        "FinalizationRegistry",
        "Promise",
        "Temporal",
        "performance",
        "setTimeout",
        "thp",
        "Math.random",
      })
  void hasNo(String global) {
    assertThat(found("if (typeof " + global + " !== 'undefined') found.push('" + global + "')"))
        .isEqualTo("threw found []");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(() => {}).constructor('return 1')()",
        "(function* () {}).constructor('yield 1')()",
        "(async () => {}).constructor('return 1')()",
        "getSuggestedOrder.constructor('return 1')()",
        "orders.of.constructor('return 1')()",
        "Object.getOwnPropertyDescriptor(q, 'type').get.constructor('return 1')()",
        "new (Object.getPrototypeOf(getSuggestedOrder).constructor)('return 1')",
        "[].map.constructor.prototype.constructor('return 1')()",
      })
  void makesNoCodeFromText(String expression) {
    assertThat(found("found.push(" + expression + ")"))
        .isEqualTo("threw EvalError: dynamic evaluation of code is disabled.");
  }

  /// Everything that can be reached from what a policy is given: no host object, nothing that can
  /// be changed.
  @Test
  void handsOutNothingOfTheHost() {
    String walk =
        """
        const seen = new Set();
        const given = new Set([q, q.vma, q.mm, q.task, options, orders, q.offered, orders.of(4)]);
        const walk = (value, path) => {
          if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) return;
          seen.add(value);
          if (/Java|Host|Foreign/.test(Object.prototype.toString.call(value))) found.push(path + " tag");
          for (const name of ["getClass", "class", "hashCode", "notify", "wait", "equals"]) {
            if (name in value) found.push(path + "." + name);
          }
          if (given.has(value) && !Object.isFrozen(value)) found.push(path + " not frozen");
          for (const key of Reflect.ownKeys(value)) {
            const { value: held, get, set } = Reflect.getOwnPropertyDescriptor(value, key);
            const at = path + "." + String(key);
            if (given.has(value)) {
              if (set) found.push(at + " setter");
              for (const f of [held, get]) {
                if (typeof f === "function" && !Object.isFrozen(f)) found.push(at + " function not frozen");
              }
            }
            walk(held, at); walk(get, at + "(get)"); walk(set, at + "(set)");
            if (get && given.has(value)) walk(value[key], at + "()");
          }
          walk(Reflect.getPrototypeOf(value), path + ".__proto__");
        };
        walk(q, "q"); walk(options, "options"); walk(orders, "orders"); walk(globalThis, "globalThis");
        walk(q.offered, "offered"); walk(getSuggestedOrder, "f");
        if (seen.size < 300) found.push("walked only " + seen.size);
        """;

    assertThat(found(walk)).isEqualTo("threw found []");
  }

  @Test
  void cannotChangeWhatItIsAsked() {
    String script =
        """
        const attempts = {
          assign: () => { q.offered = 0 },
          assignDeep: () => { q.vma.size = 0 },
          add: () => { q.extra = 0 },
          remove: () => { delete q.vma },
          define: () => Object.defineProperty(q, "type", { value: 1 }),
          prototype: () => Object.setPrototypeOf(q, {}),
          getter: () => { Object.getOwnPropertyDescriptor(q, "type").get.x = 1 },
          helper: () => { orders.of = null },
          set: () => { q.offered.x = 1 },
          setPrototype: () => { Object.getPrototypeOf(q.offered).toString = null },
          option: () => { options.threshold = 1 },
        };
        for (const [name, attempt] of Object.entries(attempts)) {
          try { attempt(); found.push(name); } catch (e) { if (!(e instanceof TypeError)) found.push(name + e); }
        }
        if ("constructor" in q.offered || "constructor" in q || "hasOwnProperty" in q.vma) found.push("inherits");
        """;

    assertThat(found(script)).isEqualTo("threw found []");
  }

  @Test
  void keepsWorkingWhenThePolicySpoilsEveryPrototype() {
    String spoil =
        """
        const evil = () => { throw new Error("spoilt") };
        const { defineProperty } = Object, { ownKeys } = Reflect;
        const targets = [Map.prototype, Number, Math, Symbol.prototype, RegExp.prototype, String.prototype,
          Number.prototype, Array, Reflect, (() => {}).__proto__, Array.prototype];
        for (let i = 0; i < targets.length; i++) {
          const keys = ownKeys(targets[i]);
          for (let j = 0; j < keys.length; j++) {
            try { defineProperty(targets[i], keys[j], { value: evil }) } catch { }
          }
        }
        defineProperty(Object.prototype, "0", { get: evil, set: evil });
        defineProperty(Object.prototype, "value", { get: evil });
        export function getSuggestedOrder(q) {
          if (q.task.comm !== "redis-server" || q.vma.name !== null) return DENY;
          if (q.inPageFault) return orders.has(q.offered, 9) ? orders.of(9) : orders.atMost(orders.highest(orders.of(2, 4)));
          return "bad";
        }
        """;
    ScriptPolicy policy = HOST.load(Policies.module(spoil));

    assertThat(policy.allowedOrders(Policies.fault())).isEqualTo(0x1d);
    assertThat(policy.failures()).isEmpty();
  }

  @Test
  void hasARegistryOfSymbolsOfItsOwn() {
    String script =
        """
        const a = Symbol.for("a");
        if (Symbol.for("a") !== a || Symbol.for({ toString: () => "a" }) !== a) found.push("other symbol");
        if (Symbol.keyFor(a) !== "a" || Symbol.keyFor(Symbol("a")) !== undefined) found.push("other key");
        if (a.description !== "a" || Symbol.for.name !== "for") found.push("other name");
        try { Symbol.for(a); found.push("symbol as key"); } catch (e) { if (!(e instanceof TypeError)) found.push(e); }
        try { Symbol.keyFor("a"); found.push("text as symbol"); } catch (e) { if (!(e instanceof TypeError)) found.push(e); }
        """;

    assertThat(found(script)).isEqualTo("threw found []");
  }

  @Test
  void cannotReachAnotherPolicy() {
    ScriptPolicy first =
        HOST.load(
            Policies.body(
                "globalThis.leak = 1; Array.prototype.leak = 1; Object.leak = 1; return 4"));
    first.allowedOrders(Policies.fault());
    ScriptPolicy second =
        HOST.load(Policies.body("return globalThis.leak || [].leak || Object.leak ? DENY : 2"));

    assertThat(second.allowedOrders(Policies.fault())).isEqualTo(4);
  }
}
