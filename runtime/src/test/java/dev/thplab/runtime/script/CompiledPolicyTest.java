package dev.thplab.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.thplab.sim.policy.PolicyQuery;
import dev.thplab.sim.policy.TvaType;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What must not change when a policy gets hot.
class CompiledPolicyTest {
  private static final ScriptHost HOST = new ScriptHost();
  private static final int NR_QUESTIONS = 500;

  @AfterAll
  static void close() {
    HOST.close();
  }

  /// Questions that differ in every field, the same in every run.
  private static PolicyQuery[] questions() {
    Random random = new Random(25);
    PolicyQuery[] questions = new PolicyQuery[NR_QUESTIONS];
    for (int i = 0; i < NR_QUESTIONS; i++) {
      PolicyQuery query = new PolicyQuery();
      query.offered = new int[] {1 << 18, 1 << 9, (1 << 9) - 1, 0x3fc}[random.nextInt(4)];
      query.type = TvaType.values()[random.nextInt(TvaType.values().length)];
      query.vmaStart = random.nextLong(1L << 47) & -4096;
      query.vmaEnd = query.vmaStart + (4096L << random.nextInt(20));
      query.address = query.type.inPageFault() ? query.vmaStart : PolicyQuery.NO_ADDRESS;
      query.vmaFlags = random.nextInt() & 0x6000_01ff;
      query.vmaAnonymous = random.nextBoolean();
      query.vmaName = new String[] {"[heap]", "[stack]", null}[random.nextInt(3)];
      query.mmRssBytes = random.nextLong(1L << 40);
      query.mmThpBytes = query.mmRssBytes / (1 + random.nextInt(4));
      query.pid = random.nextInt(1 << 22);
      query.comm = new String[] {"redis-server", "java", "sh"}[random.nextInt(3)];
      questions[i] = query;
    }
    return questions;
  }

  private static int[] answers(ScriptPolicy policy, PolicyQuery[] questions) {
    return Arrays.stream(questions).mapToInt(policy::allowedOrders).toArray();
  }

  /// A policy may remember, so that the rounds of a cold and of a hot load are compared one by one;
  /// loads of one text share the compiled code.
  @ParameterizedTest
  @MethodSource("dev.thplab.runtime.script.ExamplePoliciesTest#all")
  void answersTheSameInterpretedAndCompiled(Path path) {
    List<String> cold = rounds(path);

    assertThat(rounds(path)).isEqualTo(cold);
  }

  private static List<String> rounds(Path path) {
    PolicyQuery[] questions = questions();
    List<String> rounds = new ArrayList<>();
    try (ScriptPolicy policy = HOST.load(PolicyFile.read(path))) {
      for (int i = 0; i < 100; i++) {
        rounds.add(Arrays.toString(answers(policy, questions)));
      }
      assertThat(policy.failures()).isEmpty();
    }
    return rounds;
  }

  @Test
  void countsStatementsTheSameInterpretedAndCompiled() {
    String body = "let s = 0; for (let i = 0; i < q.task.pid; i++) s += i; return 4";
    try (ScriptPolicy policy = HOST.load(Policies.body(body))) {
      PolicyQuery query = Policies.fault();
      query.pid = largestPidWithoutFailure(policy, query);
      for (int i = 0; i < 5_000; i++) {
        assertThat(policy.allowedOrders(query)).isEqualTo(1 << 4);
      }
      long failedBefore = policy.stats().failed();
      query.pid++;
      assertThat(policy.allowedOrders(query)).isEqualTo(Policies.BELOW_PMD);
      assertThat(policy.stats().failed()).isEqualTo(failedBefore + 1);
    }
  }

  /// Finds how often the loop may run by halving, with one policy for each try that fails.
  private static int largestPidWithoutFailure(ScriptPolicy policy, PolicyQuery query) {
    int fits = 0;
    int fails = 10_001;
    while (fails - fits > 1) {
      query.pid = (fits + fails) >>> 1;
      long before = policy.stats().failed();
      policy.allowedOrders(query);
      if (policy.stats().failed() == before) {
        fits = query.pid;
      } else {
        fails = query.pid;
      }
    }
    return fits;
  }

  @Test
  void allocatesNoMoreThanTheEnginesOwnArgumentArray() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    PolicyQuery[] questions = questions();
    assumeTrue(HOST.engine().compiles(), HOST.engine().why());
    PolicyFile file = PolicyFile.read(Path.of("../scripts/policies/examples/heap-only.js"));
    try (ScriptPolicy policy = HOST.load(file)) {
      long fewestBytesPerCall = Long.MAX_VALUE;
      // The engine compiles in the background; how many calls that takes depends on the machine.
      long deadlineNs = System.nanoTime() + 120_000_000_000L;
      while (fewestBytesPerCall > 24 && System.nanoTime() < deadlineNs) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 20 * NR_QUESTIONS; i++) {
          policy.allowedOrders(questions[i % NR_QUESTIONS]);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        fewestBytesPerCall = Math.min(fewestBytesPerCall, allocated / (20 * NR_QUESTIONS));
      }
      assertThat(fewestBytesPerCall).isLessThanOrEqualTo(24);
    }
  }
}
