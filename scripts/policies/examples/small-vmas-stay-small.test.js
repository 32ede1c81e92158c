const small = policy("small-vmas-stay-small.js");
const sysfs = { enabled: "always", "hugepages-64kB/enabled": "inherit", "hugepages-32kB/enabled": "inherit" };

describe("below the threshold", () => {
  test("a fault gets 64 kB at most", () => {
    const decision = small.ask({ vma: { size: "4M" }, sysfs });
    expect(decision.answer).toEqual([2, 3, 4]);
    expect(decision.order).toBe(4);
    expect(decision.lost.policy).toContain(9);
  });

  test("khugepaged makes no 2 MiB", () => {
    expect(small.ask({ type: "khugepaged", vma: { size: "4M" }, sysfs }).answer).toBe("deny");
  });

  test("the decision as it is kept", () => {
    expect(small.ask({ vma: { size: "8188k" }, sysfs })).toMatchSnapshot();
  });
});

test("from the threshold on the kernel decides", () => {
  const decision = small.ask({ vma: { size: "8M" }, sysfs });
  expect(decision.answer).toBe("abstain");
  expect(decision.order).toBe(9);
});

test("the threshold is an option", () => {
  const decision = small.ask({ vma: { size: "8M" }, sysfs, options: { threshold: 16 << 20 } });
  expect(decision.order).toBe(4);
});

test("sysfs still applies", () => {
  expect(small.ask({ vma: { size: "8M" }, sysfs: { enabled: "never" } }).order).toBe(0);
});

// 4 MiB of a small area are 1,024 faults with base pages, 64 with 64 kB; 8 MiB of a large one are four with 2 MiB.
test("on a machine a small and a large area differ", () => {
  for (const [file, mode] of Object.entries(sysfs)) echo(mode, `/sys/kernel/mm/transparent_hugepage/${file}`);
  attach(small);
  const p = spawn("server");
  expect(p.mmap("4M").touch()).toBe(64);
  expect(p.mmap("8M", { at: 0x7e0000000000 }).touch()).toBe(4);
});
