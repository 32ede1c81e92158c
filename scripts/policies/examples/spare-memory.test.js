const spare = policy("spare-memory.js");
const sysfs = { enabled: "always", "hugepages-64kB/enabled": "inherit" };

/** @param {NonNullable<Question["memory"]>} memory */
const ask = (memory) => spare.ask({ memory: { totalBytes: "256M", ...memory }, sysfs });

test("with plenty of free memory the kernel decides", () => {
  expect(ask({})).toMatchObject({ answer: "abstain", order: 9 });
});

// A tenth of 256 MiB is 25.6 MiB.
test("below the reserve faults get base pages", () => {
  expect(ask({ freeBytes: "25M" })).toMatchObject({ answer: "deny", order: 0 });
  expect(ask({ freeBytes: "26M" }).answer).toBe("abstain");
});

test("when free memory is in small pieces faults get 64 kB", () => {
  expect(ask({ freeBytes: "100M", largestFree: 8 })).toMatchObject({ order: 4 });
  expect(ask({ freeBytes: "100M", largestFree: 9 })).toMatchObject({ order: 9 });
});
