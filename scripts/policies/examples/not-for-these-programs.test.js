const denies = policy("not-for-these-programs.js");

/**
 * @param {string} comm
 * @param {Record<string, string>} [options]
 */
const answer = (comm, options) => denies.ask({ task: { comm }, sysfs: { enabled: "always" }, options }).answer;

test("databases get base pages", () => {
  expect(answer("redis-server")).toBe("deny");
  expect(answer("mongod")).toBe("deny");
});

test("everybody else is left alone", () => {
  expect(answer("java")).toBe("abstain");
  expect(answer("redis")).toBe("abstain");
});

test("the list is an option", () => {
  expect(answer("java", { comms: "java" })).toBe("deny");
  expect(answer("redis-server", { comms: "java" })).toBe("abstain");
});

test("a program that is not on the list gets huge pages beside one that is", () => {
  echo("always", "/sys/kernel/mm/transparent_hugepage/enabled");
  attach(denies);
  const redis = spawn("redis-server");
  const java = spawn("java");
  expect(redis.mmap("4M", { at: 0x7f0000000000 }).touch()).toBe(1024);
  expect(java.mmap("4M", { at: 0x7f0000000000 }).touch()).toBe(2);
});
