package dev.thplab.runtime.scenario;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Turns the result of a scenario into the `result` of the format `thp-oracle/1`.
public final class ResultJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int PAGE_KB = 4;

  private ResultJson() {}

  /// Returns the result of `scenario` as JSON.
  public static ObjectNode of(Scenario scenario, ScenarioResult result) {
    ObjectNode node = NODES.objectNode();
    node.set("ops", ops(scenario.ops(), result.ops()));
    node.set("counters_final", counters(result.counters()));
    return node;
  }

  private static ArrayNode ops(List<Op> ops, List<OpResult> results) {
    ArrayNode array = NODES.arrayNode();
    for (int i = 0; i < results.size(); i++) {
      array.add(op(ops.get(i), results.get(i)));
    }
    return array;
  }

  private static ObjectNode op(Op op, OpResult result) {
    ObjectNode node = NODES.objectNode().put("op", op.name());
    switch (result) {
      case OpResult.AddressCall(long address, int errno, long faults) ->
          node.put("ret", hex(address)).put("errno", errno).put("faults", faults);
      case OpResult.Call(int errno, long faults) ->
          node.put("ret", errno == 0 ? 0 : -1).put("errno", errno).put("faults", faults);
      case OpResult.ThpDisableCall(int errno, int get, long faults) ->
          node.put("ret", errno == 0 ? 0 : -1)
              .put("errno", errno)
              .put("get", get)
              .put("faults", faults);
      case OpResult.Touched(long faults, List<FaultEvent> events) -> {
        ArrayNode array = node.put("faults", faults).putArray("events");
        events.forEach(event -> array.add(event(event)));
      }
      case OpResult.Filled(long faults) -> node.put("ret", 0).put("faults", faults);
      case OpResult.Waited(boolean timedOut) -> node.put("timed_out", timedOut);
      case OpResult.Shrunk() -> node.put("ret", 0);
      case OpResult.Forked(List<OpResult> child) ->
          node.set("child", ops(((Op.Fork) op).child(), child));
      case OpResult.Dumped(String label, List<VmaDump> vmas, var counters) -> {
        ArrayNode array = node.put("label", label).putArray("vmas");
        vmas.forEach(vma -> array.add(vma(vma)));
        node.set("counters", counters(counters));
      }
      case OpResult.Done() -> {}
    }
    return node;
  }

  private static ObjectNode event(FaultEvent event) {
    ObjectNode node = NODES.objectNode().put("va", hex(event.address()));
    if (event.count() > 1) {
      node.put("count", event.count()).put("stride", event.strideBytes());
    }
    PageState page = event.page();
    node.put("minflt", event.minorFaults()).put("kind", page.kind());
    node.put("order", page.order()).put("map", page.map());
    if (!event.isNatural()) {
      node.put("folio_page", page.folioPage());
    }
    return node;
  }

  private static ObjectNode vma(VmaDump vma) {
    ObjectNode node =
        NODES
            .objectNode()
            .put("start", hex(vma.start()))
            .put("end", hex(vma.end()))
            .put("pages", (vma.end() - vma.start()) >> 12)
            .put("perms", vma.perms())
            .put("rss_kb", vma.rssPages() * PAGE_KB)
            .put("anonymous_kb", vma.anonPages() * PAGE_KB)
            .put("anon_huge_kb", vma.anonHugePages() * PAGE_KB)
            .put("shmem_pmd_kb", vma.shmemPmdPages() * PAGE_KB)
            .put("swap_kb", 0)
            .put("thp_eligible", vma.thpEligible() ? 1 : 0)
            .put("vmflags", vma.vmFlags());
    ArrayNode runs = node.putArray("runs");
    vma.runs().forEach(run -> runs.add(run(run)));
    return node;
  }

  private static ObjectNode run(PageRun run) {
    PageState page = run.first();
    ObjectNode node = NODES.objectNode().put("off", run.offset()).put("pages", run.nrPages());
    node.put("kind", page.kind()).put("order", page.order()).put("map", page.map());
    switch (run.form()) {
      case BASE -> {}
      case FOLIOS -> node.put("folios", run.folios()).put("va_aligned", run.addressAligned());
      case PIECE -> node.put("folio_first_page", page.folioPage());
    }
    if (page.isAnon()) {
      node.put("exclusive", page.mappedOnce());
    }
    return node;
  }

  private static ObjectNode counters(Map<String, Long> counters) {
    ObjectNode node = NODES.objectNode();
    counters.forEach(node::put);
    return node;
  }

  private static String hex(long address) {
    return "0x" + Long.toHexString(address);
  }
}
