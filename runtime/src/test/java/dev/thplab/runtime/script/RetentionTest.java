package dev.thplab.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionTest {
  private static final ScriptHost HOST = new ScriptHost();
  private static final long LIMIT = 8 << 20;
  private static final Limits LIMITS =
      Limits.DEFAULT.withRetainedBytes(LIMIT).withWallMs(60_000).withStatements(1_000_000);

  @AfterAll
  static void close() {
    HOST.close();
  }

  /// Bytes that are retained after one call of a function with `body` over those before it.
  private static long retainedBy(String head, String body) {
    CallWatch watch = new CallWatch(LIMITS.withRetainedBytes(1L << 40));
    PolicyFile file =
        Policies.module(
            head
                + "\nexport function getSuggestedOrder(q, options, maps) { "
                + body
                + "; return 4; }");
    try (ScriptPolicy policy = HOST.load(file, watch, Map.of(), 0)) {
      long before = watch.retention.measure();
      policy.allowedOrders(Policies.fault());
      assertThat(policy.failures()).isEmpty();
      return watch.retention.measure() - before;
    }
  }

  /// Hand-worked least sizes: an element of an array is a number of 4 or 8 bytes or a reference of
  /// 8, a character is a byte; a small object takes 48, an entry of a Map that and 24 each for its
  /// key and value; the texts of a map are kept by the host and by the guest. The most is twice
  /// that, with some room for what the engine makes once.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "let a | a = new Array(100000).fill(1.5) | 800000",
        "let a | a = new Array(100000).fill(7) | 400000",
        "const a = [] | for (let i = 0; i < 100; i++) a.push(new Array(1000).fill(1.5)) | 800000",
        "let s | s = 'x'.repeat(60000) + q.nowNs; s = s.slice(1) | 60000",
        "const a = [] | for (let i = 0; i < 10000; i++) a.push({ i }) | 480000",
        "const m = new Map() | for (let i = 0; i < 10000; i++) m.set(i, 1.5) | 960000",
        "const w = new WeakMap(), k = {} | w.set(k, new Array(100000).fill(1.5)) | 800000",
        "let b | b = new ArrayBuffer(1 << 20) | 1048576",
        "let f | const a = new Array(100000).fill(1.5); f = () => a | 800000",
        "let g | g = (function* (a) { yield; yield a; })(new Array(100000).fill(1.5)); g.next()"
            + " | 800000",
        "'' | Array.prototype.hoard = new Array(100000).fill(1.5) | 800000",
        "'' | globalThis.hoard = new Array(100000).fill(1.5) | 800000",
        "'' | getSuggestedOrder.hoard = new Array(100000).fill(1.5) | 800000",
        "class C { static #h; static p() { C.#h = new Array(100000).fill(1.5); } } | C.p() |"
            + " 800000",
        "export const maps = { m: { type: 'hash', entries: 1000 } }"
            + " | for (let i = 0; i < 1000; i++) maps.m.set(i, 'x'.repeat(120) + i) | 240000",
      })
  void countsWhatIsKept(String head, String body, long leastBytes) {
    assertThat(retainedBy(head.equals("''") ? "" : head, body))
        .isBetween(leastBytes, 2 * leastBytes + 200_000);
  }

  /// Each is more than the array of its characters and the object: a program of several nodes.
  @Test
  void countsCompiledExpressions() {
    String body = "for (let i = 0; i < 500; i++) a.push(RegExp('(x+)*z' + i))";

    assertThat(retainedBy("const a = [];", body)).isGreaterThan(500 * 1000);
  }

  @Test
  void countsNothingOfWhatACallDropped() {
    assertThat(
            retainedBy("", "const a = []; for (let i = 0; i < 100; i++) a.push(new Array(10000))"))
        .isLessThan(100_000);
  }

  @Test
  void strikesAPolicyThatLeaksSlowly() {
    ScriptPolicy policy =
        HOST.load(
            Policies.module(
                """
                const seen = [];
                export function getSuggestedOrder(q) {
                  seen.push(new Array(1000).fill(q.nowNs + 0.5));
                  return 4;
                }
                """),
            LIMITS,
            Map.of());
    // 8 KB a call: over the limit after a thousand. A hundred times as many would take 800 MB.
    for (int i = 0; i < 100_000 && policy.failures().isEmpty(); i++) {
      policy.allowedOrders(Policies.fault());
    }

    PolicyFailure failure = policy.failures().getFirst().first();
    assertThat(failure).isInstanceOf(PolicyFailure.RetainsTooMuch.class);
    assertThat(failure.message())
        .matches("dir/p\\.js:3: p keeps \\d+ bytes from call to call; the limit is 8388608");
    assertThat(failure.kind()).isEqualTo(ExitKind.ERROR_STALL);
    assertThat(policy.allowedOrders(Policies.fault())).as("in a new context").isEqualTo(1 << 4);
  }

  @Test
  void ejectsAPolicyThatLeaksAgainAndAgain() {
    ScriptPolicy policy =
        HOST.load(
            Policies.module(
                """
                let last = null;
                export function getSuggestedOrder(q) {
                  last = { last, text: new Array(1000).fill(q.nowNs + 0.5) };
                  return 4;
                }
                """),
            LIMITS,
            Map.of());
    try (var _ = policy.hold()) {
      for (int i = 0; i < 400_000 && policy.ejected().isEmpty(); i++) {
        policy.allowedOrders(Policies.fault());
      }
    }

    assertThat(policy.ejected().orElseThrow().kind()).isEqualTo(ExitKind.ERROR_STALL);
    assertThat(policy.failures())
        .allSatisfy(failure ->
            assertThat(failure.first()).isInstanceOf(PolicyFailure.RetainsTooMuch.class));
  }

  @Test
  void leavesAPolicyAloneThatAllocatesMuchAndKeepsLittle() {
    CallWatch watch = new CallWatch(LIMITS);
    PolicyFile file =
        Policies.module(
            """
            const kept = [];
            let calls = 0;
            export function getSuggestedOrder(q) {
              const list = [];
              for (let i = 0; i < 100; i++) list.push(new Array(1000).fill(q.nowNs + 0.5));
              kept[calls++ % 2] = list;
              return 4;
            }
            """);
    try (ScriptPolicy policy = HOST.load(file, watch, Map.of(), 0)) {
      // 0.8 MB a call, of which two calls' worth is kept; measured several times.
      while (watch.retention.measures() < 5 && policy.failures().isEmpty()) {
        policy.allowedOrders(Policies.fault());
      }
      assertThat(policy.failures()).isEmpty();
    }
  }
}
