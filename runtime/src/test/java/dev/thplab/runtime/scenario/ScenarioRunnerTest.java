package dev.thplab.runtime.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thplab.runtime.InputException;
import dev.thplab.sim.InvariantCheck;
import dev.thplab.sim.InvariantViolation;
import dev.thplab.sim.KernelProfile;
import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScenarioRunnerTest {
  private static final long BASE = 0x2000_0000_0000L;

  private static Scenario scenario(String settings, String... ops) {
    String text =
        "{'format':'thp-oracle/1','scenarios':[{'name':'s','settings':{%s},'ops':[%s]}]}"
            .formatted(settings, String.join(",", ops))
            .replace('\'', '"');
    return ScenarioFile.parse(text, "f.json").scenarios().getFirst();
  }

  private static List<OpResult> run(String settings, String... ops) {
    return ScenarioRunner.run(scenario(settings, ops)).ops();
  }

  private static String mmap(long address, long length) {
    return "{'op':'mmap','addr':%d,'len':%d,'prot':'rw','flags':'private,anon'}"
        .formatted(address, length);
  }

  private static String write(long address, long count) {
    return "{'op':'touch','addr':%d,'count':%d,'stride':4096,'access':'w'}"
        .formatted(address, count);
  }

  private static String prctl(int value, int flags) {
    return "{'op':'prctl_thp_disable','value':%d,'flags':%d}".formatted(value, flags);
  }

  @Test
  void refusesToMapOverWhatIsMapped() {
    assertThat(run("", mmap(BASE, 8192), mmap(BASE + 4096, 8192)))
        .containsExactly(new OpResult.AddressCall(BASE, 0, 0), new OpResult.AddressCall(0, 17, 0));
  }

  @Test
  void raisesASignalOutsideUserSpace() {
    PageState signal = PageState.unmapped("SIGSEGV");

    assertThat(run("", write(0x7fff_ffff_f000L, 2)))
        .containsExactly(
            new OpResult.Touched(
                0, List.of(new FaultEvent(0x7fff_ffff_f000L, 2, 4096, 0, signal))));
  }

  @Test
  void tellsTheModeOfThpDisableAfterEachCall() {
    assertThat(run("", prctl(1, 0), prctl(1, 2), prctl(1, 4), prctl(0, 2), prctl(0, 0)))
        .containsExactly(
            new OpResult.ThpDisableCall(0, 1, 0),
            new OpResult.ThpDisableCall(0, 3, 0),
            new OpResult.ThpDisableCall(22, 3, 0),
            new OpResult.ThpDisableCall(22, 3, 0),
            new OpResult.ThpDisableCall(0, 0, 0));
  }

  /// prctl() of 6.12 wants all arguments behind the value to be 0.
  @Test
  void takesNoFlagsOfThpDisableOn612() {
    Machine machine =
        new Machine(MachineConfig.ample().withKernelProfile(KernelProfile.LINUX_6_12));

    assertThat(
            ScenarioRunner.run(scenario("", prctl(1, 2), prctl(1, 0), prctl(0, 0)), machine).ops())
        .containsExactly(
            new OpResult.ThpDisableCall(22, 0, 0),
            new OpResult.ThpDisableCall(0, 1, 0),
            new OpResult.ThpDisableCall(0, 0, 0));
  }

  /// The second of two operations spoils the books: the policy, asked at the first fault, maps a
  /// page that no process has.
  @Test
  void recountsTheBooksAfterEachOperation() {
    Machine machine = new Machine(MachineConfig.ample());
    machine.attach(query -> {
      machine.kernel().memory().allocateAnonFolio(0, 0, 1);
      return query.offered;
    });
    Scenario scenario =
        scenario("", mmap(BASE, 4096), write(BASE, 1), "{'op':'munmap','addr':0,'len':4096}");

    assertThatThrownBy(() -> ScenarioRunner.run(scenario, machine, new InvariantCheck(1)))
        .isInstanceOf(InvariantViolation.class)
        .hasMessageStartingWith("scenario s, ops[1]: the books of the machine are wrong");
  }

  @Test
  void letsChildrenForkAndKeepsThemAliveUntilTheirParentReaps() {
    List<OpResult> results =
        run(
            "",
            mmap(BASE, 4096),
            write(BASE, 1),
            "{'op':'fork','child':[{'op':'fork','child':[{'op':'dump'}]},{'op':'dump'}]}",
            "{'op':'dump'}",
            "{'op':'reap'}",
            "{'op':'dump'}");

    OpResult.Forked child = (OpResult.Forked) results.get(2);
    OpResult.Forked grandchild = (OpResult.Forked) child.child().getFirst();
    assertThat(isExclusive(grandchild.child().getFirst())).isFalse();
    assertThat(isExclusive(child.child().getLast())).isFalse();
    assertThat(isExclusive(results.get(3))).isFalse();
    // The child is gone, and its own child with it: the page is the parent's alone.
    assertThat(isExclusive(results.get(5))).isTrue();
  }

  private static boolean isExclusive(OpResult dump) {
    return ((OpResult.Dumped) dump).vmas().getFirst().runs().getFirst().first().mappedOnce();
  }

  @Test
  void countsTheFaultsOfAFill() {
    assertThat(
            run(
                "'hugepages_kB_enabled':{'16':'always'}",
                mmap(BASE, 65536),
                "{'op':'fill','addr':%d,'pages':9,'byte':7}".formatted(BASE)))
        .endsWith(new OpResult.Filled(3));
  }

  @Test
  void saysWhichFillCannotBeDone() {
    assertThatThrownBy(() ->
            run("", mmap(BASE, 4096), "{'op':'fill','addr':%d,'pages':2,'byte':7}".formatted(BASE)))
        .isInstanceOf(InputException.class)
        .hasMessage("scenario s, ops[1] fill: 0x200000001000 is not writable");
  }

  @Test
  void saysThatTheMachineIsFull() {
    Scenario scenario = scenario("", mmap(BASE, 1L << 30), write(BASE, 1L << 18));
    Machine machine = new Machine(MachineConfig.ample().withMemoryBytes(64L << 20));

    assertThatThrownBy(() -> ScenarioRunner.run(scenario, machine))
        .isInstanceOf(InputException.class)
        .hasMessageMatching(
            "scenario s, ops\\[1]: no memory is left for the page at 0x2000.*: the machine has"
                + " 67108864 bytes");
  }

  @Test
  void givesUpOnAKhugepagedThatSleepsLongOrIsOff() {
    String wait = "{'op':'khugepaged_wait','scans':3}";

    assertThat(run("'khugepaged':{'scan_sleep_millisecs':600000}", wait))
        .containsExactly(new OpResult.Waited(true));
    assertThat(run("'enabled':'never','khugepaged':{'scan_sleep_millisecs':10}", wait))
        .containsExactly(new OpResult.Waited(true));
    assertThat(run("'khugepaged':{'scan_sleep_millisecs':10}", wait))
        .containsExactly(new OpResult.Waited(false));
  }

  @Test
  void letsTimePass() {
    Machine machine = new Machine(MachineConfig.ample());
    ScenarioRunner.run(scenario("", "{'op':'sleep','ms':25}"), machine);

    assertThat(machine.clock().nowNs()).isEqualTo(25_000_000);
  }

  @Test
  void letsKhugepagedWorkWhileTheProcessSleeps() {
    String[] ops = {
      mmap(BASE, 2L << 20),
      write(BASE, 1),
      "{'op':'madvise','addr':%d,'len':2097152,'advice':'hugepage'}".formatted(BASE),
      "{'op':'sleep','ms':25}"
    };

    assertThat(
            ScenarioRunner.run(scenario("'khugepaged':{'scan_sleep_millisecs':10}", ops))
                .counters())
        .containsEntry("khugepaged/pages_collapsed", 1L);
    assertThat(ScenarioRunner.run(scenario("", ops)).counters()).isEmpty();
  }

  @Test
  void dumpsOnlyTheWindowOfScenarios() {
    OpResult.Dumped dump =
        (OpResult.Dumped)
            run("", mmap(0, 4096), mmap(BASE, 4096), mmap(0x3000_0000_0000L, 4096), "{'op':'dump'}")
                .getLast();

    assertThat(dump.vmas()).extracting(VmaDump::start).containsExactly(BASE);
  }
}
