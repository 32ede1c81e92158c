package dev.thplab.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.mm.VmFlags;
import dev.thplab.sim.policy.PolicyQuery;
import dev.thplab.sim.policy.TvaType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the functions of each contract are called with.
class ContractArgumentsTest {
  private static final ScriptHost HOST = new ScriptHost();

  @AfterAll
  static void close() {
    HOST.close();
  }

  /// What an expression over the arguments `a` and the module `thp` gives, as text.
  private static String see(String contract, PolicyQuery query, String expression) {
    String text =
        """
        import * as thp from "thp"; export const contract = "%s";
        export function %s(...a) { throw String(%s); }
        """
            .formatted(contract, Contracts.of(contract).function(), expression);
    try (ScriptPolicy policy = HOST.load(PolicyFile.of("p.js", text))) {
      policy.allowedOrders(query);
      return policy.failures().getFirst().first().reason().substring("threw ".length());
    }
  }

  private static PolicyQuery question(TvaType type, int offered) {
    PolicyQuery query = Policies.question(type, offered);
    query.vmaFlags = VmFlags.READ | VmFlags.WRITE | VmFlags.HUGEPAGE | VmFlags.MERGEABLE;
    query.vmaName = "arena";
    query.ppid = 7;
    return query;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rfc-v3 | PAGEFAULT  | 0x200 | [a[0] === 0xa0000003, a[1]] | true,6", // IN_PF,
        // ENFORCE_SYSFS
        "rfc-v3 | SMAPS      | 0x403fe | a[1] | 5",
        "rfc-v3 | KHUGEPAGED | 0x200 | a[1] | 0",
        "rfc-v4 | PAGEFAULT  | 0x200 | [a[1] === thp.TVA_IN_PF, a[2]] | true,9",
        "rfc-v4 | PAGEFAULT  | 0x1ff | a[2] | 8",
        "rfc-v4 | KHUGEPAGED | 0x200 | [a[1], a[2]] | 0,9",
        "v6     | PAGEFAULT  | 0x1ff | [a[1].vm_flags === a[2], a[3], a[4]] | true,1,511",
        "v7     | PAGEFAULT  | 0x200 | [a[1] === thp.BPF_THP_VM_HUGEPAGE, a[2], a[3]] | true,1,512",
        "v9     | SMAPS      | 0x403fe | [a[1] === thp.TVA_SMAPS, a[2]] | true,263166",
        "v12    | SWAP_PAGEFAULT | 0x1ff | a[1] === thp.TVA_SWAP_PAGEFAULT | true",
        "mthp_ext | PAGEFAULT | 0x200 | [a[0].kn.id, a[0].level, a[1]] | 1,0,512",
        "seed   | PAGEFAULT  | 0x200 | [a[0].vm_end - a[0].vm_start, a[1]] | 1048576,true",
        "seed   | KHUGEPAGED | 0x200 | a[1] | false",
      })
  void areThoseOfTheKernel(
      String contract, TvaType type, String offered, String expression, String expected) {
    assertThat(see(contract, question(type, Integer.decode(offered)), expression))
        .isEqualTo(expected);
  }

  @Test
  void v6HasNoVmaWhereTheQuestionIsAboutTheMm() {
    PolicyQuery query = new PolicyQuery();
    query.type = TvaType.KHUGEPAGED;
    query.offered = Policies.PMD;

    assertThat(see("v6", query, "[a[1] === null, a[2], a[3], a[4]]")).isEqualTo("true,0,-1,512");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a[0].vm_mm.owner.pid | 42",
        "a[0].vm_mm.owner.comm | redis-server",
        "a[0].vm_mm.owner.real_parent.pid | 7",
        "a[0].anon_name.name | arena",
        "thp.bpf_get_current_task_btf().pid | 42",
        "thp.bpf_mm_get_mem_cgroup(a[0].vm_mm).css.cgroup.kn.id | 1",
        "thp.bpf_cgroup_from_id(2) | null",
        "thp.bpf_cgroup_stall(thp.bpf_cgroup_from_id(1), thp.PSI_MEM_FULL) | null",
        "thp.BIT(9) | 512",
        "thp.BIT(31) | 2147483648",
      })
  void giveTheStructsAndKfuncs(String expression, String expected) {
    PolicyQuery query = question(TvaType.PAGEFAULT, Policies.PMD);

    assertThat(see("v9", query, expression)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      value = {"[heap]", "[stack]", "NULL"},
      nullValues = "NULL")
  void giveNoAnonNameForTheKernelsOwn(String name) {
    PolicyQuery query = question(TvaType.PAGEFAULT, Policies.PMD);
    query.vmaName = name;

    assertThat(see("v9", query, "a[0].anon_name")).isEqualTo("null");
  }

  @Test
  void showKhugepagedAsTheTaskThatScans() {
    PolicyQuery query = question(TvaType.KHUGEPAGED, Policies.PMD);
    query.mmOnKhugepagedList = true;

    assertThat(see("rfc-v4", query, "thp.bpf_get_current_task_btf().comm")).isEqualTo("khugepaged");
    assertThat(see("rfc-v4", query, "thp.bpf_mm_get_task(a[0]).comm")).isEqualTo("redis-server");
  }

  /// The reclaimer is asked where a folio is about to be allocated, and nowhere else.
  @Test
  void askTheReclaimerAfterTheAllocator() {
    ScriptPolicy policy =
        HOST.load(
            PolicyFile.of(
                "p.js",
                """
                import * as thp from "thp"; export const contract = "rfc-v3";
                export function allocator() { return thp.THP_ALLOC_CURRENT; }
                export function reclaimer(vma_madvised) { throw vma_madvised; }
                """));

    policy.allowedOrders(question(TvaType.SMAPS, 0x403fe));
    policy.allowedOrders(question(TvaType.PAGEFAULT, 1 << 18));
    policy.allowedOrders(question(TvaType.KHUGEPAGED, Policies.PMD));
    assertThat(policy.failures()).isEmpty();
    policy.allowedOrders(question(TvaType.PAGEFAULT, Policies.PMD));
    assertThat(policy.failures().getFirst().first().reason()).isEqualTo("threw true");
  }

  @Test
  void areReadOnly() {
    String attempts =
        "[a[0], a[0].vm_mm, a[0].vm_mm.owner, thp.bpf_cgroup_from_id(1), thp.bpf_mm_get_task]"
            + ".map((it) => Object.isFrozen(it))";

    assertThat(see("v9", question(TvaType.PAGEFAULT, Policies.PMD), attempts))
        .isEqualTo("true,true,true,true,true");
  }
}
