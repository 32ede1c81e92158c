package dev.thplab.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.policy.OrderPolicy;
import dev.thplab.sim.policy.Scope;
import dev.thplab.sim.task.Task;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The functions that a `lab/1` policy may have beside its answer.
class PolicyHooksTest {
  private static final ScriptHost HOST = new ScriptHost();

  /// Writes down what each hook is told.
  private static final String DIARY =
      """
      export const maps = { log: { type: "hash", entries: 100 } };
      export const tick = { everyMs: 2 };
      const write = (log, line) => { log.set(log.size, line); };
      export function onAttach(e, options, { log }) { write(log, "attach " + e.nowNs); }
      export function onDetach(e, options, { log }) { write(log, "detach " + e.nowNs); }
      export function onFork(e, options, { log }) { write(log, `fork ${e.parent} ${e.child} ${e.nowNs}`); }
      export function onExit(e, options, { log }) { write(log, `exit ${e.pid} ${e.nowNs}`); }
      export function onTick(e, options, { log }) { write(log, "tick " + e.nowNs); }
      export function onPressure(e, options, { log }) { write(log, "pressure"); }
      export function getSuggestedOrder(q, options, { log }) { return 4; }
      """;

  private final Machine machine = new Machine(MachineConfig.ample().withMemoryBytes(64L << 20));
  private final Task task = machine.spawn(1, "shell");

  @AfterAll
  static void close() {
    HOST.close();
  }

  private static ScriptPolicy load(String text) {
    return HOST.load(Policies.module(text), Limits.DEFAULT.withStrikes(3), Map.of());
  }

  private static String log(OrderPolicy policy) {
    MapMemory log = ScriptPolicy.memoryOf(policy).orElseThrow().maps().getFirst();
    return PlainMap.contents(log).replaceAll("\\d+=", "");
  }

  private static void askAt(OrderPolicy policy, long nowNs) {
    var query = Policies.fault();
    query.nowNs = nowNs;
    assertThat(policy.allowedOrders(query)).isEqualTo(1 << 4);
  }

  @Test
  void areToldWhatHappensOnTheMachine() {
    ScriptPolicy policy = load(DIARY);
    machine.advanceTo(5);
    int link = machine.attach(policy);
    Task child = machine.fork(task, 2);
    machine.advanceTo(6);
    machine.exit(child);
    machine.update(link, Scope.GLOBAL, OrderPolicy.KERNEL_DEFAULT);

    assertThat(log(policy)).isEqualTo("attach 5,fork 1 2 5,exit 2 6,detach 6");
    assertThat(policy.failures()).isEmpty();
  }

  /// The period is 2 ms: due at the first question, then 2 ms after the last tick; the quiet 10 ms
  /// make one tick.
  @Test
  void ticksBeforeQuestionsAtMostOnceAPeriod() {
    ScriptPolicy policy = load(DIARY);
    for (long nowNs : new long[] {700, 2_000_000, 2_000_699, 2_000_700, 12_000_700, 12_000_701}) {
      askAt(policy, nowNs);
    }

    assertThat(log(policy)).isEqualTo("tick 700,tick 2000700,tick 12000700");
    assertThat(policy.stats().calls()).isEqualTo(6);
  }

  @Test
  void aCopyOfTheMachineRemembersAndTicksOnItsOwn() {
    ScriptPolicy policy = load(DIARY);
    machine.attach(policy);
    askAt(policy, 0);
    Machine branch = machine.copy();
    OrderPolicy copy = branch.attachments().all().getFirst().policy();
    machine.fork(task, 2);
    askAt(policy, 2_000_000);
    branch.fork(branch.tasks().getFirst(), 3);
    askAt(copy, 3_000_000);
    askAt(policy, 4_000_000);

    assertThat(log(policy)).isEqualTo("attach 0,tick 0,fork 1 2 0,tick 2000000,tick 4000000");
    assertThat(log(copy)).isEqualTo("attach 0,tick 0,fork 1 3 0,tick 3000000");
    assertThat(policy.stats().calls()).as("counted together").isEqualTo(4);
  }

  /// The state of a machine is that of a copy made before, whatever was done meanwhile.
  @Test
  void aStateThatWasKeptIsTheSameAgain() {
    ScriptPolicy policy = load(DIARY);
    machine.attach(policy);
    Machine kept = machine.copy();
    machine.fork(task, 2);
    for (int i = 0; i < 2; i++) {
      Machine restored = kept.copy();
      restored.fork(restored.tasks().getFirst(), 9);
      assertThat(log(restored.attachments().all().getFirst().policy()))
          .isEqualTo("attach 0,fork 1 9 0");
    }
  }

  @Test
  void anUpdateGoesOnWithTheMapsOfTheSameShape() {
    ScriptPolicy policy = load(DIARY);
    int link = machine.attach(policy);
    ScriptPolicy same = load(DIARY + "// changed");
    ScriptPolicy larger = load(DIARY.replace("entries: 100", "entries: 101"));
    machine.update(link, Scope.GLOBAL, same);
    machine.update(link, Scope.GLOBAL, larger);

    assertThat(log(same)).isEqualTo("attach 0,detach 0,attach 0,detach 0");
    assertThat(log(larger)).as("another shape").isEqualTo("attach 0");
  }

  @Test
  void aChangedFileGoesOnWithTheMapsOfEachMachine() {
    ScriptPolicy policy = load(DIARY);
    machine.attach(policy);
    Machine branch = machine.copy();
    branch.fork(branch.tasks().getFirst(), 3);
    PolicyFile changed = Policies.module(DIARY + "// changed");

    assertThat(new HotReload(HOST).apply(branch, changed).links()).containsExactly(1);
    OrderPolicy inForce = branch.attachments().all().getFirst().policy();
    assertThat(log(inForce)).isEqualTo("attach 0,fork 1 3 0,detach 0,attach 0");
    assertThat(log(policy)).isEqualTo("attach 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "throw new Error('no') | dir/p.js:3: p in onFork threw Error: no | 107",
        "for (;;); | dir/p.js:3: p in onFork ran 10001 statements in one call; the limit is 10000 |"
            + " 108",
      })
  void failWithAStrikeAndTheMachineGoesOn(String body, String message, int exitCode) {
    ScriptPolicy policy =
        load(
            "export function getSuggestedOrder() { return 4 }\n"
                + "export function onFork() { "
                + body
                + " }");
    machine.attach(policy);
    machine.fork(task, 2);
    machine.fork(task, 3);
    askAt(policy, 0);
    assertThat(policy.failures())
        .singleElement()
        .satisfies(counted -> {
          assertThat(counted.count()).isEqualTo(2);
          assertThat(counted.first().message()).isEqualTo(message);
          assertThat(counted.first().exitCode()).isEqualTo(exitCode);
        });
    assertThat(policy.ejected()).isEmpty();

    machine.fork(task, 4);
    machine.fork(task, 5);

    assertThat(policy.ejected().orElseThrow().reason())
        .contains("3 failed calls")
        .contains(message);
    assertThat(policy.stats().failed()).as("an ejected policy is told nothing").isEqualTo(3);
    assertThat(machine.violations()).isEmpty();
  }

  @Test
  void stopAtTheTimeAndAllocationLimits() {
    String hoard = "const all = []; for (;;) all.push(new Array(10000).fill(1).join());";
    ScriptPolicy policy =
        HOST.load(
            Policies.module(
                "export function getSuggestedOrder() { return 4 }\nexport function onAttach() { "
                    + hoard
                    + " }"),
            Limits.DEFAULT.withStatements(1 << 30).withWallMs(60_000).withAllocatedBytes(8 << 20),
            Map.of());
    machine.attach(policy);

    assertThat(policy.failures().getFirst().first().isStall()).isTrue();
    assertThat(policy.failures().getFirst().first().message())
        .startsWith("dir/p.js:3: p in onAttach allocated ");
    askAt(policy, 0);
  }

  @Test
  void aTickThatEjectsLeavesTheQuestionToTheKernel() {
    ScriptPolicy policy =
        HOST.load(
            Policies.module(
                """
                export const tick = { everyMs: 1 };
                export function onTick() { throw 1; }
                export function getSuggestedOrder() { return 4; }
                """),
            Limits.DEFAULT.withStrikes(1),
            Map.of());

    assertThat(policy.allowedOrders(Policies.fault())).isEqualTo(Policies.BELOW_PMD);
    assertThat(policy.stats().afterEjection()).isEqualTo(1);
    assertThat(policy.stats().calls()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "export function onTick() {} | onTick has no period; want: export const tick = { everyMs:"
            + " 1000 }",
        "export const tick = { everyMs: 5 } | tick has no function; want an export onTick",
        "export function onTick() {} export const tick = { everyMs: 0.5 } |"
            + " tick.everyMs is 0.5; want a number from 1 to 1000000000",
        "export function onTick() {} export const tick = 'often' |"
            + " tick.everyMs is undefined; want a number from 1 to 1000000000",
        "export const onPressure = 7 | onPressure is 7; lab/1 wants a function",
        "export async function onExit() {} | onExit is an async function; lab/1 wants a function",
      })
  void areCheckedAtLoad(String exports, String message) {
    assertThatThrownBy(() -> load(exports + "; export function getSuggestedOrder() { return 4 }"))
        .isInstanceOf(PolicyLoadException.class)
        .hasMessage("dir/p.js: " + message);
  }

  @Test
  void theScanOfMthpExtIsATick() {
    ScriptPolicy policy =
        HOST.load(
            PolicyFile.of(
                "m.js",
                """
                export const contract = "mthp_ext";
                export const options = { interval: 1 };
                export function mthp_choose(cgrp, orders) { return 16; }
                export function cgroup_scan(ctx) { throw new Error(ctx.cgroup.kn.id); }
                """));
    askAt(policy, 0);
    askAt(policy, 999_999);
    askAt(policy, 1_000_000);

    assertThat(policy.failures())
        .singleElement()
        .satisfies(counted -> {
          assertThat(counted.count()).isEqualTo(2);
          assertThat(counted.first().message())
              .isEqualTo("m.js:4: m in cgroup_scan threw Error: 1");
        });
  }
}
