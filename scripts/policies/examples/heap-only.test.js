const heapOnly = policy("heap-only.js");
const sysfs = { enabled: "always", "hugepages-64kB/enabled": "inherit" };

/** @param {NonNullable<Question["vma"]>} vma */
const order = (vma) => heapOnly.ask({ vma, sysfs }).order;

test("the heap is the kernel's, whatever its size", () => {
  expect(order({ name: "[heap]", size: "2M" })).toBe(9);
});

test("large writable memory counts as heap", () => {
  expect(order({ size: "64M" })).toBe(9);
  expect(order({ size: "63M" })).toBe(4);
});

test("stacks and small areas stay small", () => {
  expect(order({ name: "[stack]", size: "64M" })).toBe(4);
  expect(order({ size: "128k" })).toBe(4);
});

test("what the policy looks at", () => {
  expect(heapOnly.ask({ vma: { size: "64M" }, sysfs }).fieldsRead).toMatchSnapshot("large");
  expect(heapOnly.ask({ vma: { name: "[heap]" }, sysfs }).fieldsRead).toEqual(["vma.name"]);
});
