package dev.thplab.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.policy.PolicyQuery;
import dev.thplab.sim.policy.TvaType;
import dev.thplab.sim.task.Cgroups;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Which fields a policy read, and which it may see.
class QueryFieldsTest {
  private static final ScriptHost HOST = new ScriptHost();

  @AfterAll
  static void close() {
    HOST.close();
  }

  private static PolicyQuery fullQuery() {
    PolicyQuery query = Policies.fault();
    query.vmaName = "heap";
    query.cgroup = new Cgroups().make("/web");
    query.machine = new Machine(MachineConfig.ample()).kernel().view();
    return query;
  }

  static List<String> allFields() {
    return QueryFields.names(QueryFields.seenBy(Contracts.of("lab/1")));
  }

  private static String reading(String field) {
    return switch (field) {
      case "memory.freeByOrder", "memory.fragmentation", "memory.unusable", "sysfs.sizeEnabled" ->
          "q." + field + "(4)";
      case "sysfs.khugepaged" -> "q.sysfs.khugepaged('max_ptes_none')";
      case "stats.vm" -> "q.stats.vm('thp_fault_alloc')";
      case "stats.mthp" -> "q.stats.mthp('split', 9)";
      default -> "q." + field;
    };
  }

  @ParameterizedTest
  @MethodSource("allFields")
  void recordsEachFieldByItself(String field) {
    try (ScriptPolicy policy = HOST.load(Policies.body(reading(field) + "; return ABSTAIN"))) {
      policy.allowedOrders(fullQuery());

      assertThat(policy.failures()).isEmpty();
      assertThat(policy.fieldsRead()).containsExactly(field);
    }
  }

  @Test
  void recordsEachCallByItselfAndAllCallsTogether() {
    try (ScriptPolicy policy =
        HOST.load(Policies.body("if (q.inPageFault) q.vma.size; else q.mm.rss; return ABSTAIN"))) {
      policy.allowedOrders(Policies.fault());
      assertThat(policy.fieldsRead()).containsExactly("inPageFault", "vma.size");
      policy.allowedOrders(Policies.question(TvaType.SMAPS, 1 << 9));
      assertThat(policy.fieldsRead()).containsExactly("inPageFault", "mm.rss");
      assertThat(policy.fieldsEverRead()).containsExactly("inPageFault", "vma.size", "mm.rss");
    }
  }

  @Test
  void readsNothingWhenThePolicyIsNotAsked() {
    try (ScriptPolicy policy = HOST.load(Policies.body("return 4"))) {
      policy.allowedOrders(fullQuery());
      assertThat(policy.fieldsRead()).isEmpty();
    }
  }

  /// Arguments count if the function names them, fields of structs when they are read.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "seed     | vma | vma.vm_start | vma.start",
        "seed     | vma, in_pagefault | 0 | inPageFault",
        "rfc-v3   | vm_flags | 0 | FLAGS",
        "rfc-v3   | vm_flags, tva_flags | 0 | inPageFault FLAGS",
        "rfc-v4   | mm | mm.owner.comm | task.comm",
        "rfc-v4   | mm, tva_flags, order | 0 | inPageFault offered",
        "v6       | mm, vma | vma.vm_flags | FLAGS",
        "v6       | mm, vma, vma_flags, tva_flags | 0 | type FLAGS",
        "v7       | vma, vma_type | 0 | vma.hugepage vma.nohugepage",
        "v7       | vma, vma_type, tva_type, orders | vma.anon_name | type offered vma.name"
            + " vma.hugepage vma.nohugepage",
        "v9       | vma, type | vma.vm_end | type vma.end",
        "v12      | vma, type, orders | vma.vm_mm.owner.real_parent.tgid | type offered task.ppid",
        "mthp_ext | cgrp, orders | 0 | offered",
      })
  void recordsWhatTheKernelsContractsShow(
      String contract, String arguments, String expression, String fields) {
    String text =
        "export const contract = '%s'; export function %s(%s) { %s; return 0; }"
            .formatted(contract, Contracts.of(contract).function(), arguments, expression);
    String flags =
        "vma.shared vma.hugepage vma.nohugepage vma.readable vma.writable vma.executable vma.stack";
    try (ScriptPolicy policy = HOST.load(PolicyFile.of("p.js", text))) {
      PolicyQuery query = fullQuery();
      query.offered = 1 << 9;
      policy.allowedOrders(query);

      assertThat(policy.failures()).isEmpty();
      assertThat(String.join(" ", policy.fieldsRead())).isEqualTo(fields.replace("FLAGS", flags));
    }
  }

  private static ScriptPolicy tier(String contract, String body) {
    return HOST.load(
        Policies.module(
            "export const sees = '"
                + contract
                + "'; export function getSuggestedOrder(q) { "
                + body
                + " }"));
  }

  /// Rows of the table in section 5 of the review of the series: what each version passed.
  @ParameterizedTest
  @CsvSource({
    "seed, vma.size, true",
    "seed, offered, false",
    "seed, type, false",
    "rfc-v3, vma.hugepage, true",
    "rfc-v3, vma.size, false",
    "rfc-v3, offered, false",
    "rfc-v4, offered, true",
    "rfc-v4, task.comm, true",
    "v6, type, true",
    "v6, vma.name, true",
    "v7, vma.start, true",
    "v9, task.pid, true",
    "v9, address, false",
    "v12, nowNs, false",
    "v12, mm.rss, false",
    "mthp_ext, cgroup.path, true",
    "mthp_ext, offered, true",
    "mthp_ext, inPageFault, false",
    "lab/1, address, true",
    "lab/1, memory.freeBytes, true",
  })
  void showsWhatTheNamedContractHad(String contract, String field, boolean shown) {
    try (ScriptPolicy policy =
        tier(
            contract,
            "return ("
                + reading(field).replaceAll("\\.(?=[a-z])", "?.")
                + " ?? null) === null ? DENY : 4")) {
      assertThat(policy.allowedOrders(fullQuery())).isEqualTo(shown ? 1 << 4 : 0);
      assertThat(policy.failures()).isEmpty();
    }
  }

  /// No version passed an address, occupancy or any figure of fragmentation.
  @ParameterizedTest
  @CsvSource({"seed", "rfc-v3", "rfc-v4", "v6", "v7", "v9", "v12", "mthp_ext"})
  void hidesAWholePartOfWhichNothingIsSeen(String contract) {
    try (ScriptPolicy policy =
        tier(
            contract,
            "return q.memory === null && q.region === null && q.sysfs === null && q.stats === null"
                + " && q.mm === null ? 4 : DENY")) {
      assertThat(policy.allowedOrders(fullQuery())).isEqualTo(1 << 4);
    }
  }

  @Test
  void refusesATierThatIsNoContract() {
    assertThatThrownBy(() -> tier("v8", "return 4"))
        .isInstanceOf(PolicyLoadException.class)
        .hasMessageContaining("unknown contract \"v8\"; known: lab/1, ");
  }

  @Test
  void refusesATierInAnotherContract() {
    PolicyFile file =
        PolicyFile.of(
            "p.js",
            "export const contract = 'v9'; export const sees = 'v7';"
                + " export function thp_get_order() { return 9; }");
    assertThatThrownBy(() -> HOST.load(file))
        .isInstanceOf(PolicyLoadException.class)
        .hasMessage("p.js: only a policy of lab/1 has an export \"sees\", not one of v9");
  }
}
