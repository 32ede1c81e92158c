package dev.thplab.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyFailureTest {
  private static final ScriptHost HOST = new ScriptHost();

  @AfterAll
  static void close() {
    HOST.close();
  }

  private static ScriptPolicy load(String body, Limits limits) {
    return HOST.load(Policies.body(body), limits, Map.of());
  }

  private static PolicyFailure failure(ScriptPolicy policy) {
    assertThat(policy.allowedOrders(Policies.fault())).isEqualTo(Policies.BELOW_PMD);
    assertThat(policy.failures()).hasSize(1);
    return policy.failures().getFirst().first();
  }

  @Test
  void usesTheKernelsDecisionWhenThePolicyThrows() {
    PolicyFailure failure = failure(load("return q.nope.x", Limits.DEFAULT));

    assertThat(failure)
        .isEqualTo(
            new PolicyFailure.Threw(
                "p", "dir/p.js:2", "TypeError: Cannot read property 'x' of undefined"));
    assertThat(failure.exitCode()).isEqualTo(107);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "throw null",
        "throw { toString() { for (;;); } }",
        "throw new (class extends Error { get message() { for (;;); } get stack() { for (;;); } })",
        "throw new Proxy({}, { get() { for (;;); } })",
        "throw Symbol('x')",
      })
  void survivesWhateverIsThrown(String body) {
    assertThat(failure(load(body, Limits.DEFAULT))).isInstanceOf(PolicyFailure.Threw.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for (;;);",
        "while (true) {}",
        "do {} while (true)",
        "l: for (;;) continue l",
        "for (const x of { [Symbol.iterator]: () => ({ next: () => ({}) }) });",
        "for (const x of (function* () { for (;;) yield 1 })());",
        "[1, 2, 3].sort(() => { for (;;); })",
        "return { get x() { for (;;); } }.x",
        "return new Proxy({}, { get() { for (;;); } }).x",
        "`${{ toString() { for (;;); } }}`",
        "try { for (;;); } catch { } finally { for (;;); }",
        "(async () => { for (;;) await 0; })(); return 4",
      })
  void stopsEveryLoopAtTheStatementLimit(String body) {
    PolicyFailure failure = failure(load(body, Limits.DEFAULT.withStatements(1000)));

    assertThat(failure).isEqualTo(new PolicyFailure.StatementLimit("p", "dir/p.js:2", 1000, 1001));
    assertThat(failure.message())
        .isEqualTo("dir/p.js:2: p ran 1001 statements in one call; the limit is 1000");
    assertThat(failure.exitCode()).isEqualTo(108);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "const f = () => f() + 1; return f()",
        "const f = (x = f()) => x; return f()",
        "const f = () => { try { f() } finally { f() } }; return f()",
        "const f = () => { try { return f() } catch { return f() } }; return f()",
        "return { get x() { return this.x } }.x",
        "const p = new Proxy({}, { get: (t, k, r) => r[k] }); return p.x",
      })
  void stopsRecursionAtTheStatementLimitOnAGuestStack(String body) throws InterruptedException {
    Policies.onGuestStack(() ->
        assertThat(failure(load(body, Limits.DEFAULT.withStatements(3000))))
            .isInstanceOf(PolicyFailure.StatementLimit.class));
  }

  /// Built-ins between the statements make the recursion so slow that either limit may come first.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "const f = () => [1].map(() => [1].reduce(() => f(), f())); return f()",
        "const f = (...a) => { try { Reflect.apply(f, null, a) } finally { Reflect.apply(f, null,"
            + " a) } }; f()",
      })
  void stopsRecursionThroughBuiltIns(String body) throws InterruptedException {
    Policies.onGuestStack(() ->
        assertThat(failure(load(body, Limits.DEFAULT.withWallMs(500))).exitCode()).isEqualTo(108));
  }

  @Test
  void stopsABuiltInThatRunsTooLong() {
    String bomb = "return /^(?:(a+)\\1?)+$/.test('a'.repeat(40) + 'b')";

    PolicyFailure failure =
        failure(load(bomb, Limits.DEFAULT.withWallMs(100).withAllocatedBytes(1L << 40)));

    assertThat(failure).isInstanceOf(PolicyFailure.TimedOut.class);
    assertThat(failure.message())
        .matches("dir/p\\.js:2: p took \\d+ ms in one call; the limit is 100 ms");
    assertThat(failure.exitCode()).isEqualTo(108);
  }

  @Test
  void stopsACallThatAllocatesTooMuch() {
    String hoarder = "const all = []; for (;;) all.push(new Array(10000).fill(1).join());";

    PolicyFailure failure =
        failure(
            load(
                hoarder,
                Limits.DEFAULT
                    .withStatements(1 << 30)
                    .withWallMs(60_000)
                    .withAllocatedBytes(8 << 20)));

    assertThat(failure).isInstanceOf(PolicyFailure.OutOfBudget.class);
    assertThat(failure.location()).isEqualTo("dir/p.js:2");
    assertThat(failure.exitCode()).isEqualTo(108);
  }

  @Test
  void startsAfreshAfterABrokenLimit() {
    ScriptPolicy policy =
        HOST.load(
            Policies.module(
                """
                let calls = 0;
                export function getSuggestedOrder(q) {
                  calls++;
                  if (q.task.pid === 7) for (;;);
                  return calls;
                }
                """));
    var bad = Policies.fault();
    bad.pid = 7;

    policy.allowedOrders(Policies.fault());
    assertThat(policy.allowedOrders(Policies.fault())).as("call 2").isEqualTo(1 << 2);
    assertThat(policy.allowedOrders(bad)).isEqualTo(Policies.BELOW_PMD);
    policy.allowedOrders(Policies.fault());
    assertThat(policy.allowedOrders(Policies.fault())).as("call 2 of a new module").isEqualTo(4);
    assertThat(policy.stats().failed()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for (;;);",
        "return /^(?:(a+)\\1?)+$/.test('a'.repeat(40) + 'b')",
      })
  void replacesAContextThatDiesWhileItIsHeld(String body) {
    PolicyFile file = Policies.body("if (q.task.pid !== 7) return 4; " + body);
    var bad = Policies.fault();
    bad.pid = 7;
    ScriptPolicy other = HOST.load(Policies.body("return 2"));
    ScriptPolicy policy = HOST.load(file, Limits.DEFAULT.withWallMs(100), Map.of());

    try (var _ = policy.hold();
        var _ = other.hold()) {
      for (int i = 0; i < 3; i++) {
        assertThat(policy.allowedOrders(Policies.fault())).isEqualTo(1 << 4);
        assertThat(other.allowedOrders(Policies.fault())).isEqualTo(1 << 2);
        assertThat(policy.allowedOrders(bad)).isEqualTo(Policies.BELOW_PMD);
      }
    }
    assertThat(policy.stats().failed()).isEqualTo(3);
    assertThat(other.failures()).isEmpty();
    try (var _ = other.hold()) {
      assertThat(other.allowedOrders(Policies.fault())).isEqualTo(1 << 2);
    }
    policy.close();
    other.close();
  }

  @Test
  void keepsTheModuleWhenTheCallOnlyThrew() {
    ScriptPolicy policy =
        HOST.load(
            Policies.module(
                """
                let calls = 0;
                export function getSuggestedOrder(q) {
                  if (++calls === 2) throw new Error("second");
                  return calls + 1;
                }
                """));
    policy.allowedOrders(Policies.fault());
    policy.allowedOrders(Policies.fault());

    assertThat(policy.allowedOrders(Policies.fault())).isEqualTo(1 << 4);
  }

  @Test
  void ejectsAPolicyAfterItsStrikes() {
    ScriptPolicy policy = load("throw new Error('always')", Limits.DEFAULT.withStrikes(3));
    for (int i = 0; i < 5; i++) {
      assertThat(policy.allowedOrders(Policies.fault())).isEqualTo(Policies.BELOW_PMD);
    }

    assertThat(policy.stats().failed()).isEqualTo(3);
    assertThat(policy.stats().afterEjection()).isEqualTo(2);
    assertThat(policy.failures()).singleElement().extracting(CountedFailure::count).isEqualTo(3L);
    assertThat(policy.ejected().orElseThrow().reason())
        .isEqualTo(
            "p was ejected (error) after 3 failed calls; the last: dir/p.js:2: p threw Error:"
                + " always");
  }

  @Test
  void keepsTheFirstFailureOfEachPlace() {
    ScriptPolicy policy =
        HOST.load(
            Policies.module(
                """
                let calls = 0;
                export function getSuggestedOrder(q) {
                  if (calls++ % 2 === 0) throw new Error("even " + calls);
                  throw new Error("odd");
                }
                """));
    for (int i = 0; i < 5; i++) {
      policy.allowedOrders(Policies.fault());
    }

    assertThat(policy.failures())
        .extracting(counted -> counted.count() + " " + counted.first().message())
        .containsExactly("3 dir/p.js:4: p threw Error: even 1", "2 dir/p.js:5: p threw Error: odd");
  }

  @Test
  void givesTheStrikeToTheNextCallWhenACallEndsAsItIsStopped() throws InterruptedException {
    CallWatch watch = new CallWatch(Limits.DEFAULT);
    try (ScriptPolicy policy = HOST.load(Policies.body("return 4"), watch, Map.of(), 0)) {
      policy.allowedOrders(Policies.fault());
      watch.stop(new CallWatch.Verdict(watch.sequence(), CallWatch.Limit.TIME, 2001)).join();

      assertThat(failure(policy))
          .isEqualTo(new PolicyFailure.TimedOut("p", "dir/p.js:2", 2000, 2001));
      assertThat(policy.allowedOrders(Policies.fault())).as("in a new context").isEqualTo(1 << 4);
    }
  }
}
