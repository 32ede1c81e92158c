package dev.thplab.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.mm.VmFlags;
import dev.thplab.sim.page.BuddyAllocator;
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
      return walk
          .filter(path -> path.toString().matches(".*(?<!\\.test)\\.js"))
          .sorted()
          .toList()
          .stream();
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

  /// Of 40 MiB, 4 MiB is the reserve of a tenth.
  @Test
  void spareMemoryGoesByWhatIsFree() {
    ScriptPolicy policy = example("spare-memory");
    Machine machine = new Machine(MachineConfig.ample().withMemoryBytes(40L << 20));
    BuddyAllocator buddy = machine.kernel().memory().buddy();
    PolicyQuery query = Policies.fault();
    query.machine = machine.kernel().view();

    assertThat(policy.allowedOrders(query)).as("all is free").isEqualTo(Policies.BELOW_PMD);
    for (int block = 0; block < 9; block++) {
      buddy.allocate(BuddyAllocator.MAX_ORDER);
    }
    int last = buddy.allocate(BuddyAllocator.MAX_ORDER);
    buddy.free(last, BuddyAllocator.MAX_ORDER);
    assertThat(policy.allowedOrders(query)).as("4 MiB in one").isEqualTo(Policies.BELOW_PMD);
    buddy.allocate(0);
    assertThat(policy.allowedOrders(query)).as("a page less").isZero();
  }

  /// Every other block of 1 MiB is free: half of memory, and nothing for 2 MiB.
  @Test
  void spareMemoryStaysSmallInPieces() {
    ScriptPolicy policy = example("spare-memory");
    Machine machine = new Machine(MachineConfig.ample().withMemoryBytes(40L << 20));
    BuddyAllocator buddy = machine.kernel().memory().buddy();
    int[] blocks = new int[40];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = buddy.allocate(8);
    }
    for (int i = 0; i < blocks.length; i += 2) {
      buddy.free(blocks[i], 8);
    }
    PolicyQuery query = Policies.fault();
    query.machine = machine.kernel().view();

    assertThat(policy.allowedOrders(query)).isEqualTo(0x1d);
  }
}
