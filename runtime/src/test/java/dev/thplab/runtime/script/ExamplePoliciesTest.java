package dev.thplab.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.mm.VmFlags;
import dev.thplab.sim.policy.PolicyQuery;
import dev.thplab.sim.policy.TvaType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplePoliciesTest {
  private static final ScriptHost HOST = new ScriptHost();
  private static final Path POLICIES = Path.of("../scripts/policies");

  @AfterAll
  static void close() {
    HOST.close();
  }

  static Stream<Path> all() throws IOException {
    try (Stream<Path> walk = Files.walk(POLICIES)) {
      return walk.filter(path -> path.toString().endsWith(".js")).sorted().toList().stream();
    }
  }

  private static ScriptPolicy example(String name) {
    return HOST.load(PolicyFile.read(POLICIES.resolve("examples").resolve(name + ".js")));
  }

  @ParameterizedTest
  @MethodSource("all")
  void answersEveryQuestionAndIsNamedLikeItsFile(Path path) {
    ScriptPolicy policy = HOST.load(PolicyFile.read(path));
    for (TvaType type : TvaType.values()) {
      PolicyQuery query = Policies.question(type, 0x403fe);
      policy.allowedOrders(query);
      query.address = PolicyQuery.NO_ADDRESS;
      policy.allowedOrders(query);
    }

    assertThat(policy.failures()).isEmpty();
    String camel =
        Pattern.compile("(?:^|-)(.)")
            .matcher(path.getFileName().toString().replace(".js", ""))
            .replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
    assertThat(policy.name()).isEqualTo(path.getParent().getFileName() + "." + camel);
  }

  @Test
  void smallVmasStaySmall() {
    ScriptPolicy policy = example("small-vmas-stay-small");
    PolicyQuery query = Policies.fault();

    query.vmaEnd = query.vmaStart + (8 << 20) - 4096;
    assertThat(policy.allowedOrders(query)).isEqualTo(0x1d);
    query.vmaEnd += 4096;
    assertThat(policy.allowedOrders(query)).isEqualTo(Policies.BELOW_PMD);
  }

  @Test
  void khugepagedOnlySparesAdvisedVmas() {
    ScriptPolicy policy = example("khugepaged-only");
    PolicyQuery query = Policies.question(TvaType.PAGEFAULT, Policies.PMD);

    assertThat(policy.allowedOrders(query)).isZero();
    query.vmaFlags |= VmFlags.HUGEPAGE;
    assertThat(policy.allowedOrders(query)).isEqualTo(Policies.PMD);
    assertThat(policy.allowedOrders(Policies.question(TvaType.KHUGEPAGED, 0x3fc))).isEqualTo(0x3fc);
  }

  @Test
  void firstTouch64kThen2mWaitsUntilTheMmIsDense() {
    ScriptPolicy policy = example("first-touch-64k-then-2m");
    PolicyQuery query = Policies.fault();
    query.mmRssBytes = 100 << 20;

    query.mmThpBytes = 75 << 20;
    assertThat(policy.allowedOrders(query)).isEqualTo(0x1d);
    query.mmThpBytes = 76 << 20;
    assertThat(policy.allowedOrders(query)).isEqualTo(Policies.BELOW_PMD);
  }

  @Test
  void notForTheseProgramsGoesByName() {
    ScriptPolicy policy =
        HOST.load(
            PolicyFile.read(POLICIES.resolve("examples/not-for-these-programs.js")),
            Limits.DEFAULT,
            Map.of("comms", "postgres,java"));
    PolicyQuery query = Policies.fault();

    assertThat(policy.allowedOrders(query)).as("redis").isEqualTo(Policies.BELOW_PMD);
    query.comm = "java";
    assertThat(policy.allowedOrders(query)).isZero();
  }

  @Test
  void heapOnlyKnowsHeapsByNameAndShape() {
    ScriptPolicy policy = example("heap-only");
    PolicyQuery query = Policies.question(TvaType.PAGEFAULT, Policies.PMD);

    assertThat(policy.allowedOrders(query)).as("a small mapping").isZero();
    query.vmaName = "[heap]";
    assertThat(policy.allowedOrders(query)).isEqualTo(Policies.PMD);
    query.vmaName = null;
    query.vmaEnd = query.vmaStart + (64 << 20);
    assertThat(policy.allowedOrders(query)).isEqualTo(Policies.PMD);
    query.vmaFlags |= VmFlags.GROWSDOWN;
    assertThat(policy.allowedOrders(query)).as("a stack").isZero();
  }
}
