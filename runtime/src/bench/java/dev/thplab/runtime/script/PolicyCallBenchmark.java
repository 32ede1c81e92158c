package dev.thplab.runtime.script;

import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.policy.OrderPolicy;
import dev.thplab.sim.policy.PolicyQuery;
import dev.thplab.sim.policy.TvaType;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// One question to a compiled `lab/1` policy under all limits, from the fields of the query to the
/// mask of orders, asked as a process of a machine asks a policy attached to all: counted by
/// process, its reads of fields recorded.
///
/// `precomputed` is one of `mthp_ext` whose answers hold until its next scan, a simulated second
/// later; a question comes each simulated microsecond. `java` is the policy of `small` written in
/// Java: what the machine pays without a sandbox.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
public class PolicyCallBenchmark {
  private static final String SMALL =
      """
      import { orders, ABSTAIN } from "thp";
      export const contract = "lab/1";
      export const options = { threshold: 8 << 20 };
      const SMALL = orders.of(4);
      export function getSuggestedOrder(q, options) {
        return q.vma.size < options.threshold ? SMALL : ABSTAIN;
      }
      """;

  private static final String WIDE =
      """
      import { orders, ABSTAIN, DENY } from "thp";
      export const contract = "lab/1";
      export function getSuggestedOrder(q) {
        const { vma, mm, task } = q;
        if (task.comm === "khugepaged" || vma.nohugepage) return DENY;
        if (q.inPageFault && q.type === "pagefault" && vma.anonymous && !vma.stack) {
          if (vma.name === "[heap]" && q.offset < 1 << 20) return orders.of(2, 4);
          if (mm.rss - mm.thpBytes > vma.size) return orders.atMost(4);
          return orders.has(q.offered, 9) ? 9 : ABSTAIN;
        }
        return q.offered;
      }
      """;

  private static final String PRECOMPUTED =
      """
      export const contract = "mthp_ext";
      export const precomputed = true;
      const orders = new Map();
      export function mthp_choose(cgrp, offered) { return offered & orders.get(cgrp.kn.id); }
      export function cgroup_scan(ctx) { orders.set(ctx.cgroup.kn.id, 0x1fc); return 0; }
      """;

  @Param({"small", "wide", "precomputed", "java"})
  public String policy;

  /// Whether the measuring thread holds the policy's context, as a whole run does.
  @Param({"false", "true"})
  public boolean held;

  private static final int NR_QUERIES = 64;

  private final PolicyQuery[] queries = new PolicyQuery[NR_QUERIES];
  private ScriptHost host;
  private ScriptPolicy.Hold hold = () -> {};
  private OrderPolicy asked;
  private int next;
  private long nowNs;

  @Setup
  public void load() {
    for (int i = 0; i < NR_QUERIES; i++) {
      PolicyQuery query = new PolicyQuery();
      query.offered = i % 2 == 0 ? 1 << 9 : (1 << 9) - 1;
      query.type = i % 8 == 7 ? TvaType.KHUGEPAGED : TvaType.PAGEFAULT;
      query.vmaStart = 0x7f00_0000_0000L + ((long) i << 30);
      query.vmaEnd = query.vmaStart + (1L << (16 + i % 12));
      query.address = query.vmaStart + 4096L * i;
      query.vmaAnonymous = true;
      query.vmaName = i % 4 == 0 ? "[heap]" : null;
      query.vmaFlags = 0x73;
      query.mmRssBytes = 1L << 30;
      query.mmThpBytes = (long) i << 24;
      query.pid = 100 + i;
      query.comm = i < 32 ? "redis-server" : "bgsave";
      queries[i] = query;
    }
    host = new ScriptHost();
    switch (policy) {
      case "small" -> load(SMALL);
      case "wide" -> load(WIDE);
      case "precomputed" -> load(PRECOMPUTED);
      default -> asked = attached(PolicyCallBenchmark::smallInJava);
    }
  }

  private void load(String text) {
    ScriptPolicy script = host.load(PolicyFile.of("benchmark.js", text));
    asked = attached(script);
    if (held) {
      hold = script.hold();
    }
  }

  private static OrderPolicy attached(OrderPolicy policy) {
    Machine machine = new Machine(MachineConfig.ample());
    machine.attach(policy);
    return machine.attachments().effective(machine.spawn(0, "bench").mm());
  }

  private static int smallInJava(PolicyQuery query) {
    return query.vmaEnd - query.vmaStart < (8 << 20) ? query.offered & 1 << 4 : query.offered;
  }

  @Benchmark
  public int call() {
    PolicyQuery query = queries[next++ & (NR_QUERIES - 1)];
    query.nowNs = nowNs += 1000;
    return asked.allowedOrders(query);
  }

  @TearDown
  public void close() {
    hold.close();
    host.close();
  }
}
