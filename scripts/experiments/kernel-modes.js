// ---
// title: The kernel's modes on a store and a JVM
// seed: 1
// machine: { memory: 1G }
// timeout: 5m
// ---
// %% [markdown]
// # The kernel's modes on a store and a JVM
//
// A key-value store that forks to save itself, and a heap of two generations, each run under the kernel's modes with three
// seeds. A difference whose interval has 0 in it is within noise (`~`). Neither program asks for huge pages with madvise, so
// that mode is `never` for them.
// %% id=cases
const modes = {
  never: "never",
  madvise: "madvise",
  always: "always",
  "mthp-64k": "mthp-64k",
};
const measures = ["pgfault", "rss_peak_bytes", "fault_time_total_ns", "tlb_walks"];
const row = (rows, name, measure) => rows.find((each) => each.case === name && each.measure === measure);
const against = (rows, baseline, names) => names.flatMap((name) => differences(rows, baseline, name));
// %% id=store
const store = compare(modes, {
  workload: "key-value:keys=5k,operations=6k,save-every=2k,save-for=1k",
  seeds: 3,
  columns: [...measures, "operation/get/p50_ns", "operation/set/max_ns"],
});
const ofStore = record("store", against(store, "never", [...measures, "operation/get/p50_ns", "operation/set/max_ns"]));
expect(row(ofStore, "madvise", "pgfault").change, "madvise without advice").toBe(0);
expect(row(ofStore, "always", "pgfault").high, "faults with 2 MiB").toBeLessThan(0);
expect(row(ofStore, "mthp-64k", "pgfault").high, "faults with 64 kB").toBeLessThan(0);
expect(row(ofStore, "mthp-64k", "tlb_walks").change, "page walks with 64 kB, which no TLB entry covers").toBe(0);
expect(row(ofStore, "always", "operation/set/max_ns").low, "the longest write, which clears 2 MiB").toBeGreaterThan(0);
plot(ofStore, { x: "measure", y: "percent", color: "case", title: "Store: change against never" });
ofStore
// %% id=jvm
const jvm = compare(modes, {
  workload: "jvm:young=8M,old=32M,collections=8",
  seeds: 3,
  columns: [...measures, "operation/young-gc/p99_ns"],
});
const ofJvm = record("jvm", against(jvm, "never", [...measures, "operation/young-gc/p99_ns"]));
expect(row(ofJvm, "always", "tlb_walks").high, "page walks with 2 MiB").toBeLessThan(0);
expect(row(ofJvm, "always", "rss_peak_bytes").low, "memory with 2 MiB").toBeGreaterThan(0);
expect(row(ofJvm, "mthp-64k", "fault_time_total_ns").high, "fault time with 64 kB").toBeLessThan(0);
plot(ofJvm, { x: "measure", y: "percent", color: "case", title: "JVM: change against never" });
ofJvm
