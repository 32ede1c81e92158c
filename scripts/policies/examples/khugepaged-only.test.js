const late = policy("khugepaged-only.js");
const sysfs = { enabled: "always" };

test("a fault gets a base page", () => {
  const decision = late.ask({ sysfs });
  expect(decision.answer).toBe("deny");
  expect(decision.order).toBe(0);
  expect(decision.lost.policy).toContain(9);
});

test("an area with MADV_HUGEPAGE gets 2 MiB at once", () => {
  expect(late.ask({ vma: { hugepage: true }, sysfs }).order).toBe(9);
  expect(late.ask({ vma: { hugepage: true }, sysfs, options: { advised: false } }).order).toBe(0);
});

test("khugepaged collapses what was touched", () => {
  const decision = late.ask({ type: "khugepaged", sysfs });
  expect(decision.answer).toBe("abstain");
  expect(decision.order).toBe(9);
});

test("huge pages come late on a machine", () => {
  echo("always", "/sys/kernel/mm/transparent_hugepage/enabled");
  attach(late);
  const p = spawn("server");
  expect(p.mmap("4M", { at: 0x7f0000000000 }).touch()).toBe(1024);
  expect(p.thpBytes).toBe(0);
  run({ until: "1m" });
  expect(p.thpBytes).toBe(4 << 20);
});
