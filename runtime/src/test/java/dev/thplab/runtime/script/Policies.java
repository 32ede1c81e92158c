package dev.thplab.runtime.script;

import dev.thplab.sim.policy.PolicyQuery;
import dev.thplab.sim.policy.TvaType;
import java.util.concurrent.atomic.AtomicReference;

/// Policies and questions for tests.
final class Policies {
  static final int PMD = 1 << 9;
  static final int BELOW_PMD = (1 << 9) - 1;

  private static final String HEAD =
      "import { orders, ABSTAIN, DENY } from \"thp\"; export const contract = \"lab/1\";\n";

  private Policies() {}

  /// A module whose second line is the first of `text`.
  static PolicyFile module(String text) {
    return PolicyFile.of("dir/p.js", HEAD + text);
  }

  /// A policy whose function, on line 2, has this body.
  static PolicyFile body(String body) {
    return module("export function getSuggestedOrder(q, options) { " + body + " }");
  }

  /// The question of the fault path below a filled page table.
  static PolicyQuery fault() {
    PolicyQuery query = new PolicyQuery();
    query.offered = BELOW_PMD;
    query.type = TvaType.PAGEFAULT;
    query.vmaStart = 0x7f00_0000_0000L;
    query.vmaEnd = query.vmaStart + (1L << 20);
    query.address = query.vmaStart + 0x3000;
    query.vmaAnonymous = true;
    query.vmaFlags = 0x73;
    query.pid = 42;
    query.comm = "redis-server";
    return query;
  }

  static PolicyQuery question(TvaType type, int offered) {
    PolicyQuery query = fault();
    query.type = type;
    query.offered = offered;
    return query;
  }

  /// Runs on a thread that policies may be called from.
  static void onGuestStack(Runnable body) throws InterruptedException {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread thread = ScriptHost.newThread("guest", body);
    thread.setUncaughtExceptionHandler((_, e) -> thrown.set(e));
    thread.start();
    thread.join();
    if (thrown.get() != null) {
      throw new AssertionError(thrown.get());
    }
  }
}
