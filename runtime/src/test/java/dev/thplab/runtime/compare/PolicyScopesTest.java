package dev.thplab.runtime.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.script.Limits;
import dev.thplab.sim.InvariantCheck;
import dev.thplab.sim.MachineConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whom the policies of a case cover, and who wins, on [TinyTrace]: process 10 runs `tiny` and
/// forks 11. With 2 MiB alone enabled, whether huge pages are denied shows in one number.
final class PolicyScopesTest {
  private static final String HUGE_FAULTS = "faults_anon_2048kB";

  @TempDir private Path directory;
  private Path deny;
  private Path allow;

  @BeforeEach
  void policies() throws IOException {
    deny = policy("deny.js", "DENY");
    allow = policy("allow.js", "9");
  }

  private Path policy(String file, String answer) throws IOException {
    return Files.writeString(
        directory.resolve(file),
        """
        import { ABSTAIN, DENY } from "thp";
        export const contract = "lab/1";
        export function getSuggestedOrder() { return %s; }
        """
            .formatted(answer));
  }

  /// Runs a case whose first policy denies; `keys` go on from its path.
  private CaseResult denying(String keys) throws IOException {
    return run("policy=" + deny + keys);
  }

  private CaseResult run(String keys) throws IOException {
    ComparePlan plan =
        new ComparePlan(
            TinyTrace.write(directory),
            List.of(CaseSpec.parse("mine:preset=always," + keys)),
            MachineConfig.ample(),
            7,
            Limits.DEFAULT,
            InvariantCheck.OFF);
    return CompareRunner.run(plan, CompareProgress.NONE).cases().getFirst();
  }

  private static Map<String, Long> policy(CaseResult result, int i) {
    return result.policies().get(i).metrics();
  }

  private static Map<String, Long> withoutPolicyMetrics(CaseResult result) {
    Map<String, Long> metrics = new LinkedHashMap<>(result.machine());
    metrics.keySet().removeIf(name -> name.startsWith("policy_"));
    return metrics;
  }

  private static boolean isDenied(CaseResult result) {
    return result.machine().get(HUGE_FAULTS) == 0;
  }

  @Test
  void aProcessScopeBeginsWithItsProcessAndPassesToItsChildren() throws IOException {
    CaseResult parent = denying(",policy-scope=pid:10");
    assertThat(isDenied(parent)).isTrue();
    assertThat(policy(parent, 0)).containsEntry("policy_processes", 2L);
    CaseResult child = denying(",policy-scope=pid:11");
    assertThat(isDenied(child)).isFalse();
    assertThat(policy(child, 0)).containsEntry("policy_processes", 1L);
  }

  @Test
  void aProgramsScopeBeginsWithItsExec() throws IOException {
    CaseResult result = denying(",policy-scope=comm:tiny");
    assertThat(isDenied(result)).isTrue();
    assertThat(policy(result, 0)).containsEntry("policy_processes", 2L);
    assertThat(isDenied(denying(",policy-scope=comm:init"))).isFalse();
  }

  @Test
  void aCgroupsScopeCoversTheProgramsThatAreInIt() throws IOException {
    String inWeb = ",cgroup.tiny=/web/front";
    assertThat(isDenied(denying(",policy-scope=cgroup:/web" + inWeb))).isTrue();
    assertThat(isDenied(denying(",policy-scope=cgroup:/web/front/a" + inWeb))).isFalse();
    assertThat(isDenied(denying(",policy-scope=cgroup:/web"))).isFalse();
  }

  /// The write to page 0 asks whether khugepaged shall join and whether the fault may be huge, the
  /// read of page 512 the latter again; the write after it finds the huge zero folio and asks
  /// nobody. Order 18 and those below 9 are asked about too, and lost anyway.
  @Test
  void aShadowChangesNothingAndCountsWhereItDiffers() throws IOException {
    CaseResult kernel = run("enabled=always");
    CaseResult shadow = denying(",policy-mode=shadow");
    assertThat(withoutPolicyMetrics(shadow)).isEqualTo(withoutPolicyMetrics(kernel));
    assertThat(policy(shadow, 0))
        .containsEntry("policy_differences", 3L)
        .containsEntry("policy_differences_pagefault", 2L)
        .containsEntry("policy_differences_khugepaged", 1L)
        .containsEntry("policy_differences_2048kB", 3L)
        .containsEntry("policy_differences_64kB", 0L);
  }

  @Test
  void aCanaryActsOnItsShareOfTheProcesses() throws IOException {
    CaseResult nobody = denying(",policy-mode=canary:0%");
    assertThat(isDenied(nobody)).isFalse();
    assertThat(policy(nobody, 0))
        .containsEntry("policy_processes", 0L)
        .containsEntry("policy_processes_spared", 2L)
        .containsEntry("policy_calls", 0L);
    CaseResult all = denying(",policy-mode=canary:100%");
    assertThat(isDenied(all)).isTrue();
    assertThat(policy(all, 0)).containsEntry("policy_processes_spared", 0L);
  }

  @Test
  void underGlobalOverridesAPolicyAttachedBeforeTheGlobalOneIsDormant() throws IOException {
    CaseResult result = denying(",policy-scope=comm:tiny,policy.all=" + allow);
    assertThat(isDenied(result)).isFalse();
    assertThat(policy(result, 0)).containsEntry("policy_processes_dormant", 2L);
    assertThat(policy(result, 1)).containsEntry("policy_processes", 2L);
    long conflicts = result.machine().get("policy_conflicts");
    assertThat(conflicts).isPositive();
    assertThat(policy(result, 0)).containsEntry("policy_conflicts_lost", conflicts);
    assertThat(policy(result, 1)).containsEntry("policy_conflicts_won", conflicts);
  }

  @Test
  void dormantPoliciesAreLeftAloneWhereConflictsAreNotCounted() throws IOException {
    CaseResult result = denying(",policy-scope=comm:tiny,policy-conflicts=off,policy.all=" + allow);
    assertThat(policy(result, 0)).containsEntry("policy_calls", 0L);
    assertThat(result.machine()).containsEntry("policy_conflicts", 0L);
  }

  @Test
  void theCompositionSaysWhoWins() throws IOException {
    String both = ",policy.tiny=" + allow + ",policy.tiny-scope=comm:tiny,policy-composition=";
    assertThat(isDenied(denying(both + "nearest"))).isFalse();
    assertThat(isDenied(denying(both + "leaf-to-root"))).isFalse();
    assertThat(isDenied(denying(both + "veto"))).isTrue();
    assertThat(isDenied(denying(",policy-allow-override=yes" + both + "allow-override"))).isFalse();
  }

  @Test
  void whoAbstainsPassesTheQuestionOn() throws IOException {
    Path abstain = policy("abstain.js", "ABSTAIN");
    String tiny = ",policy.tiny=" + abstain + ",policy.tiny-scope=comm:tiny,policy-composition=";
    assertThat(isDenied(denying(tiny + "leaf-to-root"))).isTrue();
    assertThat(isDenied(denying(tiny + "nearest"))).isFalse();
  }

  @Test
  void whatTheKernelRefusesIsRefusedBeforeTheRun() {
    assertThatThrownBy(() -> denying(",policy.b=b.js,policy.b-scope=comm:tiny"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "case 'mine': policy.b (comm:tiny) cannot be attached: EBUSY, under global-overrides a"
                + " global policy that is attached keeps all others out");
    assertThatThrownBy(() -> denying(",policy-scope=pid:10,policy.b=b.js,policy.b-scope=pid:10"))
        .hasMessage(
            "case 'mine': policy.b (pid:10) cannot be attached: EBUSY, the process has a policy"
                + " already, perhaps its parent's");
    assertThatThrownBy(() ->
            denying(",policy.b=b.js,policy.b-scope=cgroup:/a,policy-composition=allow-override"))
        .hasMessage(
            "case 'mine': policy.b (cgroup:/a) cannot be attached: EPERM, the next policy above it"
                + " has no allow-override=yes");
  }

  @Test
  void whatTheKernelRefusesWhenAProcessStartsEndsTheRun() {
    assertThatThrownBy(
            () -> denying(",policy-scope=pid:10,policy.b=" + allow + ",policy.b-scope=pid:11"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "case 'mine': policy.b (pid:11) cannot be attached: EBUSY, the process has a policy"
                + " already, perhaps its parent's");
  }

  @Test
  void processesAndProgramsThatTheTraceHasNotAreRefused() {
    assertThatThrownBy(() -> denying(",policy-scope=pid:12"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "case 'mine': policy-scope (pid:12): the workload has no process 12; it has 10, 11");
    assertThatThrownBy(() -> denying(",policy-scope=comm:tinny"))
        .hasMessage(
            "case 'mine': policy-scope (comm:tinny): the workload has no program 'tinny', did you"
                + " mean 'tiny'?; it has init, tiny");
    assertThatThrownBy(() -> denying(",cgroup.redis=/a"))
        .hasMessage(
            "case 'mine': cgroup.redis: the workload has no program 'redis'; it has init, tiny");
  }

  @Test
  void valuesThatAreNoneAreRefusedWithTheKeyAndTheRule() {
    assertThatThrownBy(() -> denying(",policy-scope=tree"))
        .hasMessage(
            "case 'mine': key 'policy-scope': scope (tree) must be global, cgroup:/PATH,"
                + " comm:PROGRAM or pid:NUMBER");
    assertThatThrownBy(() -> denying(",policy-scope=cgroup:web"))
        .hasMessage("case 'mine': key 'policy-scope': cgroup (web) must be a path as /a/b");
    assertThatThrownBy(() -> denying(",policy-mode=canary:101%"))
        .hasMessage("case 'mine': key 'policy-mode': canary (101) must be between 0 and 100");
    assertThatThrownBy(() -> denying(",policy-mode=dark"))
        .hasMessage(
            "case 'mine': key 'policy-mode': mode (dark) must be active, shadow or canary:SHARE%,"
                + " as canary:10%");
    assertThatThrownBy(() -> denying(",policy-composition=nearer"))
        .hasMessage(
            "case 'mine': key 'policy-composition': composition (nearer) must be one of nearest,"
                + " veto, global-overrides, leaf-to-root, allow-override, did you mean 'nearest'?");
    assertThatThrownBy(() -> denying(",policy-conflicts=yes"))
        .hasMessage("case 'mine': key 'policy-conflicts': value (yes) must be count or off");
    assertThatThrownBy(() -> run("policy.b-scope=global"))
        .hasMessage("case 'mine': key 'policy.b-scope' needs policy.b=FILE");
  }
}
