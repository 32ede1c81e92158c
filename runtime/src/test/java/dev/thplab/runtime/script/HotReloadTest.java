package dev.thplab.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.mm.Errno;
import dev.thplab.sim.policy.AttachRequest;
import dev.thplab.sim.policy.Composition;
import dev.thplab.sim.policy.DecisionCounts;
import dev.thplab.sim.policy.OrderPolicy;
import dev.thplab.sim.policy.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HotReloadTest {
  private static final String HEAD =
      "import { DENY } from \"thp\"; export const contract = \"lab/1\";\n";

  private static final ScriptHost HOST = new ScriptHost();

  private final HotReload reload = new HotReload(HOST);
  private final PolicyWatch watch = new PolicyWatch();
  private final Machine machine = new Machine(MachineConfig.ample());

  @TempDir private Path directory;
  private Path path;

  @AfterAll
  static void close() {
    HOST.close();
  }

  @BeforeEach
  void begin() {
    machine.spawn(42, "redis-server");
    path = directory.resolve("p.js");
  }

  private static String returning(String answer) {
    return HEAD + "export function getSuggestedOrder() { return " + answer + "; }\n";
  }

  private void write(String text) throws IOException {
    Files.writeString(path, text);
  }

  /// Attaches the policy of this text and follows its file.
  private int attach(String text, Scope scope, Limits limits) throws IOException {
    write(text);
    ScriptPolicy policy = HOST.load(PolicyFile.read(path), limits, Map.of());
    watch.follow(policy.file());
    int link = machine.attach(AttachRequest.of("test", scope, policy));
    assertThat(link).isPositive();
    return link;
  }

  private static int ask(Machine machine) {
    OrderPolicy policy = machine.attachments().effective(machine.tasks().getFirst().mm());
    return policy.allowedOrders(Policies.fault());
  }

  private ScriptPolicy inForce(int link) {
    return (ScriptPolicy) machine.attachments().find(link).policy();
  }

  /// Puts in force what a look finds.
  private List<HotReload.Reload> look() {
    return watch.look().stream().map(change -> reload.apply(machine, change.text())).toList();
  }

  @Test
  void theNextQuestionIsAnsweredByTheNewTextAndTheCountsGoOn() throws IOException {
    int link = attach(returning("4"), Scope.GLOBAL, Limits.DEFAULT);
    assertThat(ask(machine)).isEqualTo(1 << 4);
    assertThat(look()).isEmpty();

    write(returning("DENY"));
    assertThat(look()).extracting(HotReload.Reload::links).containsExactly(List.of(link));

    assertThat(ask(machine)).isZero();
    assertThat(look()).isEmpty();
    PolicyStats stats = inForce(link).stats();
    assertThat(stats.calls()).isEqualTo(2);
    assertThat(stats.chosen()).isEqualTo(1);
    assertThat(stats.denied()).isEqualTo(1);
    DecisionCounts counts = machine.attachments().find(link).total();
    assertThat(counts.chosen()).isEqualTo(1);
    assertThat(counts.denied()).isEqualTo(1);
  }

  @Test
  void aBrokenTextLeavesTheOldOneInForceAndIsToldOnce() throws IOException {
    int link = attach(returning("4"), Scope.GLOBAL, Limits.DEFAULT);
    write("export const contract = \"lab/1\";\nexport function (\n");

    HotReload.Reload broken = look().getFirst();

    assertThat(broken.links()).isEmpty();
    assertThat(broken.problem()).startsWith(path + ":2:17: SyntaxError: ");
    assertThat(broken.message()).endsWith("; the text loaded before stays in force");
    assertThat(look()).isEmpty();
    assertThat(ask(machine)).isEqualTo(1 << 4);
    assertThat(inForce(link).stats().calls()).isEqualTo(1);
    write(returning("2"));
    assertThat(look()).hasSize(1);
    assertThat(ask(machine)).isEqualTo(1 << 2);
  }

  /// A policy with options, in a machine with a second attachment that gives none: for one of the
  /// two the new text lacks the option, so that both stay.
  @Test
  void aTextThatOneOfTwoAttachmentsCannotUseDecidesForNeither() throws IOException {
    String withOption = "export const options = { order: 2 };\n";
    int one = attach(returning("2") + withOption, Scope.GLOBAL, Limits.DEFAULT);
    ScriptPolicy ordered =
        HOST.load(PolicyFile.read(path), Limits.DEFAULT, Map.of("order", (Object) 4));
    int two = machine.attach(AttachRequest.of("two", new Scope.Comm("other"), ordered));
    assertThat(two).isEqualTo(-Errno.EBUSY);
    machine.attachments().setComposition(Composition.NEAREST);
    two = machine.attach(AttachRequest.of("two", new Scope.Comm("other"), ordered));

    write(returning("DENY"));
    HotReload.Reload refused = look().getFirst();

    assertThat(refused.problem()).isEqualTo(path + ": no option \"order\"");
    assertThat(ask(machine)).isEqualTo(1 << 2);
    write(returning("DENY") + withOption);
    assertThat(look().getFirst().links()).containsExactly(one, two);
    assertThat(ask(machine)).isZero();
  }

  @Test
  void anEjectedPolicyIsAskedAgainAndItsFailuresGoOn() throws IOException {
    Limits one = Limits.DEFAULT.withStrikes(1);
    int link = attach(returning("null.x"), Scope.GLOBAL, one);
    assertThat(ask(machine)).isEqualTo(Policies.BELOW_PMD);
    assertThat(inForce(link).ejected()).isPresent();

    write(returning("4"));
    assertThat(look()).hasSize(1);

    assertThat(inForce(link).ejected()).isEmpty();
    assertThat(ask(machine)).isEqualTo(1 << 4);
    assertThat(inForce(link).stats().failed()).isEqualTo(1);
    assertThat(inForce(link).failures()).hasSize(1);
  }

  @Test
  void aCopyOfTheMachineKeepsTheOldText() throws IOException {
    attach(returning("4"), Scope.GLOBAL, Limits.DEFAULT);
    Machine before = machine.copy();
    write(returning("DENY"));
    look();
    assertThat(ask(machine)).isZero();
    assertThat(ask(before)).isEqualTo(1 << 4);
  }

  @Test
  void theSameTextAtTheSamePlaceHasTheSameEffectWithoutTheFile() throws IOException {
    int link = attach(returning("4"), Scope.GLOBAL, Limits.DEFAULT);
    PolicyFile recorded = PolicyFile.of(path.toString(), returning("2"));
    Files.delete(path);

    assertThat(reload.apply(machine, recorded).links()).containsExactly(link);
    assertThat(ask(machine)).isEqualTo(1 << 2);
    assertThat(reload.apply(machine, recorded).links()).as("the same once more").isEmpty();
  }

  @Test
  void aReloadWithinTheHoldOfTheOldPolicyTakesEffect() throws Exception {
    int link = attach(returning("4"), Scope.GLOBAL, Limits.DEFAULT);
    write(returning("2"));
    Policies.onGuestStack(() -> {
      try (ScriptPolicy.Hold _ = inForce(link).hold()) {
        assertThat(ask(machine)).isEqualTo(1 << 4);
        assertThat(look()).hasSize(1);
        assertThat(ask(machine)).isEqualTo(1 << 2);
      }
      assertThat(ask(machine)).isEqualTo(1 << 2);
    });
  }

  @Test
  void aFileThatIsGoneIsToldOfOnceAndChangesNothing() throws IOException {
    attach(returning("4"), Scope.GLOBAL, Limits.DEFAULT);
    Files.delete(path);
    assertThat(watch.look())
        .containsExactly(new PolicyWatch.Change(path.toString(), null, path + ": no such file"));
    assertThat(watch.look()).isEmpty();
    assertThat(ask(machine)).isEqualTo(1 << 4);
    write(returning("2"));
    assertThat(look()).hasSize(1);
    watch.forget(path.toString());
    write(returning("DENY"));
    assertThat(watch.look()).isEmpty();
  }
}
