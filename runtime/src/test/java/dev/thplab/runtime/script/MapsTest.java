package dev.thplab.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The maps that a policy declares.
class MapsTest {
  private static final ScriptHost HOST = new ScriptHost();
  private static final String MAPS =
      """
      export const maps = {
        h: { type: "hash", entries: 3 },
        a: { type: "array", entries: 3 },
        l: { type: "lru_hash", entries: 3 },
      };
      """;

  @AfterAll
  static void close() {
    HOST.close();
  }

  /// A policy that runs `body` at each question and throws what it returns.
  private static ScriptPolicy policy(String body) {
    return HOST.load(
        Policies.module(
            MAPS
                + """
                const all = (m) => { const l = []; m.forEach((v, k) => l.push(k, v)); return l; };
                export function getSuggestedOrder(q, options, { h, a, l }) {
                  throw (() => { %s })();
                }
                """
                    .formatted(body)),
        Limits.DEFAULT.withStrikes(1000),
        Map.of());
  }

  /// What the body threw last.
  private static String ask(ScriptPolicy policy) {
    policy.allowedOrders(Policies.fault());
    PolicyFailure failure = policy.failures().getLast().first();
    return ((PolicyFailure.Threw) failure).error();
  }

  private static String result(String expression) {
    return ask(policy("return JSON.stringify([" + expression + "])"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "h.size, h.get(1), h.has(1), h.delete(1)      | [0,null,false,false]",
        "h.set(1, 5), h.get(1), h.has(1), h.size      | [true,5,true,1]",
        "h.set(1, 5), h.set(1, 6), h.get(1), h.size   | [true,true,6,1]",
        "h.set(1, 5), h.delete(1), h.get(1), h.size   | [true,true,null,0]",
        // A number, its text and a truth value are three keys.
        "h.set(1, 'a'), h.set('1', 'b'), h.set(true, 'c'), all(h) |"
            + " [true,true,true,[1,\"a\",\"1\",\"b\",true,\"c\"]]",
        // 0 and -0 are one, as in Map.
        "h.set(-0, 5), h.get(0), Object.is(all(h)[0], 0) | [true,5,true]",
        "h.set(0.5, false), h.set(2 ** 40, -1.25), all(h) |"
            + " [true,true,[0.5,false,1099511627776,-1.25]]",
        // Full, as BPF's -E2BIG; what is there can still be changed.
        "h.set(1, 1), h.set(2, 2), h.set(3, 3), h.set(4, 4), h.set(3, 9), all(h) |"
            + " [true,true,true,false,true,[1,1,2,2,3,9]]",
        // Order is that of insertion; deleted and set again is the newest.
        "h.set(1, 1), h.set(2, 2), h.delete(1), h.set(3, 3), h.set(1, 4), all(h) |"
            + " [true,true,true,true,true,[2,2,3,3,1,4]]",
        // An array has all its entries from the start.
        "a.size, all(a), a.has(2), a.has(3)           | [3,[0,0,1,0,2,0],true,false]",
        "a.set(2, 'x'), a.set(3, 1), a.set('1', 1), a.set(1.5, 1), a.delete(2), all(a) |"
            + " [true,false,false,false,false,[0,0,1,0,2,\"x\"]]",
        "a.get(-1), a.get(3), a.get('0'), a.get(0.5), a.get(-0) | [null,null,null,null,0]",
        // A full LRU gives up what was got or set longest ago: has and forEach are no use.
        "l.set(1, 1), l.set(2, 2), l.set(3, 3), l.get(1), l.has(2), l.set(4, 4), all(l) |"
            + " [true,true,true,1,true,true,[3,3,1,1,4,4]]",
        "l.set(1, 1), l.set(2, 2), l.set(3, 3), l.set(1, 7), all(l), l.set(4, 4), l.set(5, 5),"
            + " all(l) | [true,true,true,true,[2,2,3,3,1,7],true,true,[1,7,4,4,5,5]]",
        "h.get({}), h.has(NaN), h.get(null), h.delete(undefined) | [null,false,null,false]",
        "Object.isFrozen(h), Object.getPrototypeOf(h), typeof h.constructor |"
            + " [true,null,\"undefined\"]",
      })
  void doesWhatTheKernelsMapsDo(String expression, String expected) {
    assertThat(result(expression)).isEqualTo(expected);
  }

  @Test
  void mayBeChangedWhileItIsWalked() {
    String walk =
        """
        h.set(1, 1); h.set(2, 2); h.set(3, 3);
        const seen = [];
        h.forEach((v, k) => { seen.push(k); h.delete(2); h.delete(1); h.set(9, 9); });
        return JSON.stringify([seen, all(h)]);
        """;

    assertThat(ask(policy(walk))).isEqualTo("[[1,3],[3,3,9,9]]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "h.set(NaN, 1) | TypeError: maps.h.set: the key is NaN",
        "h.set(1, Infinity) | TypeError: maps.h.set: the value is Infinity",
        "l.set(1, {}) | TypeError: maps.l.set: the value is an object",
        "a.set(null, 1) | TypeError: maps.a.set: the key is null",
        "h.set('x'.repeat(129), 1) | TypeError: maps.h.set: the key is a string of 129 characters",
      })
  void refusesWhatItCannotKeep(String call, String message) {
    assertThat(ask(policy("try { " + call + " } catch (e) { return `${e}` }")))
        .isEqualTo(
            message + "; want a finite number, a boolean, or a string of at most 128 characters");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "7                                    | maps is 7; want an object of maps, each { type,"
            + " entries }",
        "[1]                                  | maps is an array; want an object of maps, each {"
            + " type, entries }",
        "{ m: 7 }                             | maps.m is 7; want { type, entries }",
        "{ m: { type: 'stack', entries: 1 } } | maps.m.type is \"stack\"; want \"hash\", \"array\""
            + " or \"lru_hash\"",
        "{ m: { type: 'hash' } }              | maps.m.entries is undefined; want a whole number"
            + " from 1 to 65536",
        "{ m: { type: 'hash', entries: 0 } }  | maps.m.entries is 0; want a whole number from 1 to"
            + " 65536",
        "{ m: { type: 'hash', entries: 1.5 } } | maps.m.entries is 1.5; want a whole number from 1"
            + " to 65536",
        "{ m: { type: 'hash', entries: 65537 } } | maps.m.entries is 65537; want a whole number"
            + " from 1 to 65536",
        "{ m: { type: 'hash', entries: 1, size: 4 } } | maps.m has \"size\"; want type and entries"
            + " alone",
        "{ m: { type: 'hash', entries: 40000 }, n: { type: 'array', entries: 30000 } } |"
            + " maps has 70000 entries in all; want at most 65536",
      })
  void saysWhatIsWrongWithADeclaration(String maps, String message) {
    PolicyFile file =
        Policies.module(
            "export const maps = " + maps + "; export function getSuggestedOrder() { return 4 }");

    assertThatThrownBy(() -> HOST.load(file))
        .isInstanceOf(PolicyLoadException.class)
        .hasMessage("dir/p.js: " + message);
  }

  @Test
  void isForTheNativeContractAlone() {
    PolicyFile file =
        PolicyFile.of(
            "v9.js",
            "export const contract = 'v9'; export const maps = {}; export function thp_get_order()"
                + " {}");

    assertThatThrownBy(() -> HOST.load(file))
        .hasMessage("v9.js: only a policy of lab/1 has an export \"maps\", not one of v9");
  }

  @Test
  void outlivesTheContext() {
    ScriptPolicy policy =
        HOST.load(
            Policies.module(
                MAPS
                    + """
                    let calls = 0;
                    export function getSuggestedOrder(q, options, { h, l }) {
                      if (q.task.pid === 7) for (;;);
                      h.set("calls", (h.get("calls") ?? 0) + 1);
                      l.set(q.task.comm, ++calls);
                      return h.get("calls") + (l.get("redis-server") === 1 ? 4 : 0);
                    }
                    """));
    var endless = Policies.fault();
    endless.pid = 7;
    policy.allowedOrders(Policies.fault());
    assertThat(policy.allowedOrders(Policies.fault())).isEqualTo(1 << 2);
    policy.allowedOrders(endless);

    assertThat(policy.allowedOrders(Policies.fault())).as("3, and a new module").isEqualTo(1 << 7);
  }

  /// The oracle is java.util's own LinkedHashMap with the same random operations.
  @Test
  void agreesWithAPlainMap() {
    ScriptPolicy policy =
        HOST.load(
            Policies.module(
                """
                export const maps = {
                  h: { type: "hash", entries: 50 }, l: { type: "lru_hash", entries: 50 },
                };
                export function getSuggestedOrder(q, options, { h, l }) {
                  const m = q.vma.name === "h" ? h : l;
                  const key = q.mm.id % 2 === 0 ? q.mm.id : "k" + q.mm.id;
                  if (q.task.ppid === 0) m.set(key, q.task.pid);
                  else if (q.task.ppid === 1) m.delete(key);
                  return 4;
                }
                """));
    Random random = new Random(11);
    PlainMap hash = new PlainMap(false);
    PlainMap lru = new PlainMap(true);
    for (int i = 0; i < 2_000; i++) {
      var query = Policies.fault();
      query.vmaName = random.nextBoolean() ? "h" : "l";
      query.mmId = random.nextInt(90);
      query.pid = i;
      query.ppid = random.nextInt(5) == 0 ? 1 : 0;
      PlainMap plain = query.vmaName.equals("h") ? hash : lru;
      plain.apply(query.ppid, query.mmId % 2 == 0 ? "" + query.mmId : "k" + query.mmId, i);
      policy.allowedOrders(query);
      MapMemory memory =
          ScriptPolicy.memoryOf(policy).orElseThrow().maps().get(plain == hash ? 0 : 1);
      assertThat(PlainMap.contents(memory)).as("step " + i).isEqualTo(plain.toString());
    }
  }

  @Test
  void isPutInOrderAfterACallThatWasStoppedHalfway() {
    MapMemory memory = new MapMemory(new MapShape("m", "hash", 3));
    memory.keys[1] = "key";
    memory.values[1] = 7;

    memory.repair();

    assertThat(PlainMap.contents(memory)).isEqualTo("key=7");
    assertThat(memory.links[2 * 3 + 3]).as("size").isEqualTo(1);
    int[] links = memory.links.clone();
    memory.repair();
    assertThat(memory.links).as("in order already").isEqualTo(links);
  }
}
