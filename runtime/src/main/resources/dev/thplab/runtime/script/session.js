// The objects of an interactive session: thin handles on one simulated system and what is in it.
//
// Each method is one call of the host, with arguments and result as JSON. The host keeps all state;
// a handle holds numbers only. What is defined on `globalThis` at the end is the vocabulary of
// scripts (scripts/types/thp.d.ts).
(function session(host, parse, plainStringify, inspectors, drawings) {
  "use strict";

  const { stringify } = JSON;
  const { INSPECT } = inspectors;
  const { MemoryMap, RegionMap, RegionHeat, Heat, Histogram, Plot, Chart } = drawings;
  const { hasOwn } = Object;

  /** A call that the simulated kernel refused or the user got wrong; `code` is an errno name or null. */
  class LabError extends Error {
    constructor(message, code) {
      super(message);
      this.code = code;
    }
    get name() { return "LabError"; }
  }

  function call(world, method, ...args) {
    const answer = parse(host(method, world, stringify(args)));
    if (hasOwn(answer, "error")) throw new LabError(answer.error.message, answer.error.code);
    return answer.value;
  }

  /** Part of a process's memory. */
  class Region {
    #world; #pid; #start; #length; #name;
    constructor(world, pid, start, length, name) {
      this.#world = world;
      this.#pid = pid;
      this.#start = start;
      this.#length = length;
      this.#name = name;
    }
    get pid() { return this.#pid; }
    get start() { return this.#start; }
    get size() { return this.#length; }
    get name() { return this.#name; }
    #call(method, ...args) {
      return call(this.#world, method, this.#pid, this.#start, this.#length, ...args);
    }
    touch(range, options) { return this.#call("touch", range ?? null, options ?? {}); }
    read(range, options) { return this.touch(range, { ...options, write: false }); }
    madvise(advice, range) { this.#call("madvise", advice, range ?? null); return this; }
    mprotect(prot, range) { this.#call("mprotect", prot, range ?? null); return this; }
    munmap(range) { this.#call("munmap", range ?? null); }
    pages(range) { return this.#call("pages", range ?? null); }
    map() { return new RegionMap(this.#length, this.pages()); }
    heat() { return new RegionHeat(this.#length, this.#call("regionHeat")); }
    [INSPECT](show) {
      const name = this.#name === null ? "" : " " + stringify(this.#name);
      const end = this.#start + this.#length;
      return `Region${name} ${show.hex(this.#start)}-${show.hex(end)} ${show.bytes(this.#length)}`;
    }
  }

  /** A process. */
  class Process {
    #world; #pid;
    constructor(world, pid) {
      this.#world = world;
      this.#pid = pid;
    }
    #row() { return call(this.#world, "process", this.#pid); }
    get pid() { return this.#pid; }
    get ppid() { return this.#row().ppid; }
    get comm() { return this.#row().comm; }
    get cgroup() { return this.#row().cgroup; }
    get rss() { return this.#row().rss; }
    get thpBytes() { return this.#row().thp; }
    mmap(size, options) {
      const region = call(this.#world, "mmap", this.#pid, size, options ?? {});
      return new Region(this.#world, this.#pid, region.start, region.length, options?.name ?? null);
    }
    fork() { return new Process(this.#world, call(this.#world, "forkProcess", this.#pid)); }
    exec(comm) { call(this.#world, "exec", this.#pid, comm); return this; }
    exit() { call(this.#world, "exit", this.#pid); }
    prctl(name, ...args) { return call(this.#world, "prctl", this.#pid, name, ...args); }
    vmas() { return call(this.#world, "vmas", this.#pid); }
    region(start, length) { return new Region(this.#world, this.#pid, start, length, null); }
    smaps() { return call(this.#world, "read", `/proc/${this.#pid}/smaps`); }
    [INSPECT](show) {
      const row = this.#row();
      return `Process ${row.pid} ${stringify(row.comm)} rss ${show.bytes(row.rss)}, thp ${show.bytes(row.thp)}`;
    }
  }

  /** A recorded program on its way through a machine. */
  class Workload {
    #machine; #world; #index;
    constructor(machine, world, index) {
      this.#machine = machine;
      this.#world = world;
      this.#index = index;
    }
    #row() { return call(this.#world, "workloads")[this.#index]; }
    get name() { return this.#row().name; }
    get events() { return this.#row().events; }
    get done() { return this.#row().done; }
    get faults() { return this.#row().faults; }
    run(options) { this.#machine.run(options); return this; }
    [INSPECT]() {
      const row = this.#row();
      return `Workload ${stringify(row.name)} ${row.done} of ${row.events} events, ${row.faults} faults`;
    }
  }

  /** A policy by its file or its text, which attach() takes and ask() asks. */
  class PolicyText {
    #file; #text;
    constructor(file, text) {
      this.#file = file;
      this.#text = text;
    }
    get file() { return this.#file; }
    get text() { return this.#text; }
    ask(question) { return call(0, "ask", policyArgument(this), question ?? {}); }
    [INSPECT]() {
      return this.#file === null ? `PolicyText ${this.#text.length} characters` : `PolicyText ${stringify(this.#file)}`;
    }
  }

  /** The member of an object literal that a function was written as; it keeps no variable around it. */
  function memberText(name, value) {
    if (typeof value !== "function") return `${stringify(name)}: ${stringify(value)}`;
    const text = `${value}`;
    const isExpression = /^(async\s+)?(function\b|\(|[\w$]+\s*=>)/.test(text);
    return isExpression ? `${stringify(name)}: ${text}` : text;
  }

  /** The module that exports what an object has. */
  function moduleText(object) {
    const members = { contract: "lab/1", ...object };
    const names = Object.keys(members);
    return `import { orders, ABSTAIN, DENY } from "thp";\n`
      + `const policy = { ${names.map((name) => memberText(name, members[name])).join(",\n")} };\n`
      + names.map((name) => `export const ${name} = policy.${name};\n`).join("");
  }

  function policyArgument(policy) {
    if (typeof policy === "string") return { file: policy };
    if (policy instanceof PolicyText) return policy.file === null ? { text: policy.text } : { file: policy.file };
    if (typeof policy === "object" && policy !== null) return { text: moduleText(policy) };
    throw new LabError("want a policy: a file name, policy`...` or an object with functions", null);
  }

  /** A policy that is attached to a machine. */
  class Attachment {
    #world; #link;
    constructor(world, link) {
      this.#world = world;
      this.#link = link;
    }
    #row() { return call(this.#world, "policy", this.#link); }
    get link() { return this.#link; }
    get name() { return this.#row().name; }
    get scope() { return this.#row().scope; }
    get mode() { return this.#row().mode; }
    get contract() { return this.#row().contract; }
    get stats() {
      const { asked, abstained, denied, chosen, differences, failed, ejected } = this.#row();
      return { asked, abstained, denied, chosen, differences, failed, ejected };
    }
    update(policy) { call(this.#world, "update", this.#link, policyArgument(policy)); return this; }
    detach() { call(this.#world, "detach", this.#link); }
    [INSPECT]() {
      const row = this.#row();
      const end = row.ejected ? ", ejected" : "";
      return `Attachment ${row.link} ${stringify(row.name)} ${row.scope} ${row.mode}, asked ${row.asked} times${end}`;
    }
  }

  /** An answer to why(), firstDifference() or replay(): its fields, shown as text. */
  class Explanation {
    constructor(fields) { Object.assign(this, fields); }
    [INSPECT]() { return this.text.trimEnd(); }
  }

  /** The facts that a condition of a stop may name. */
  const FACTS = "{ type, nowNs, pid, comm, name, start, end, address, write, offered, order, result, lost, costNs,"
    + " folios, mappings, strikes }";

  /** The text of the function that a condition is: a function, or an expression over the facts. */
  function condition(where) {
    if (where === undefined || where === null) return null;
    return typeof where === "function" ? `${where}` : `(${FACTS}) => (${where})`;
  }

  /** What condition() was given, as text. */
  function expression(where) {
    const head = `(${FACTS}) => (`;
    return where?.startsWith(head) ? where.slice(head.length, -1) : where;
  }

  function chart(rows, options) {
    const drawn = new Chart(rows, options ?? {});
    call(0, "chart", drawn.title, drawn.x, drawn.y, drawn.color, drawn.rows);
    return drawn;
  }

  /** The line of the script that is running; null if it cannot be told. */
  function currentLine() {
    for (const frame of new Error("where").stack.split("\n").slice(1)) {
      const place = /([^\s(]+):(\d+):\d+\)?$/.exec(frame);
      if (place !== null && !place[1].endsWith("session.js")) return Number(place[2]);
    }
    return null;
  }

  const RULES = ["toBe", "toBeLessThan", "toBeAtMost", "toBeGreaterThan", "toBeAtLeast",
    "toFall", "toRise", "toNeverRise", "toNeverFall"];

  /** What a script expects of a value. */
  class Expectation {
    constructor(value, what) {
      for (const rule of RULES) {
        this[rule] = (limit) => {
          call(0, "expect", what ?? rule, currentLine(), rule, value, limit ?? null);
        };
      }
    }
  }

  /** A simulated Linux machine. */
  class Machine {
    #world;
    constructor(world) { this.#world = world; }
    spawn(comm, options) { return new Process(this.#world, call(this.#world, "spawn", comm, options ?? {})); }
    process(pid) { return new Process(this.#world, call(this.#world, "process", pid).pid); }
    get processes() { return call(this.#world, "processes"); }
    load(trace) { return new Workload(this, this.#world, call(this.#world, "load", trace)); }
    run(options) { return call(this.#world, "run", options ?? {}); }
    step(events) { return call(this.#world, "step", events ?? 1); }
    cat(path) { return call(this.#world, "read", path); }
    echo(value, path) { call(this.#world, "write", path, `${value}`); }
    ls(path) { return call(this.#world, "list", path ?? "."); }
    sh(line) { return call(this.#world, "sh", line); }
    attach(policy, options) {
      const scope = options?.pid instanceof Process ? { ...options, pid: options.pid.pid } : options ?? {};
      return new Attachment(this.#world, call(this.#world, "attach", policyArgument(policy), scope));
    }
    policies() { return call(this.#world, "policies"); }
    attachment(link) { return new Attachment(this.#world, call(this.#world, "policy", link).link); }
    why(address, process) {
      const pid = process instanceof Process ? process.pid : process ?? null;
      return new Explanation(call(this.#world, "why", address, pid));
    }
    firstDifference(a, b, options) {
      const sides = [policyArgument(a), policyArgument(b)];
      return new Explanation(call(this.#world, "firstDifference", ...sides, options ?? {}));
    }
    compare(cases, options) { return call(this.#world, "compare", cases, options ?? {}); }
    composition(name) { return call(this.#world, "composition", name ?? null); }
    vmstat(pattern) { return call(this.#world, "vmstat", pattern ?? ""); }
    buddyinfo() { return call(this.#world, "buddyinfo"); }
    map() { return new MemoryMap(call(this.#world, "blocks")); }
    heat() { return new Heat(call(this.#world, "heat")); }
    latency() { return new Histogram(call(this.#world, "latency")); }
    plot(what, options) { return typeof what === "string" ? this.#timeline(what) : chart(what, options); }
    #timeline(counter) { return new Plot(counter, call(this.#world, "plot", counter)); }
    snapshot(name) { return call(this.#world, "snapshot", name ?? null); }
    restore(name) { call(this.#world, "restore", name); return this; }
    diff(name) { return call(this.#world, "diff", name); }
    stop(event, where) { return call(this.#world, "stop", event, condition(where)); }
    stops() {
      return call(this.#world, "stops").map((row) => ({ ...row, where: expression(row.where) }));
    }
    unstop(number) { call(this.#world, "unstop", number); }
    tracing(on) { call(this.#world, "tracing", on); }
    branch(name) { call(this.#world, "branch", name); }
    switchTo(name) { call(this.#world, "switchTo", name); }
    branches() { return call(this.#world, "branches"); }
    fork() { return new Machine(call(this.#world, "fork")); }
    get nowNs() { return call(this.#world, "now"); }
    [INSPECT](show) {
      const free = this.buddyinfo().reduce((sum, blocks, order) => sum + blocks * (4096 << order), 0);
      return `Machine free ${show.bytes(free)}, ${this.processes.length} processes, ${show.time(this.nowNs)}`;
    }
  }

  const system = new Machine(0);
  const vocabulary = {
    LabError,
    system,
    machine(config) { return new Machine(call(0, "machine", config ?? {})); },
    policy(texts, ...values) {
      return typeof texts === "string" ? new PolicyText(texts, null) : new PolicyText(null, String.raw(texts, ...values));
    },
    expect(value, what) { return new Expectation(value, what); },
    record(name, rows) { call(0, "record", name, rows); return rows; },
    replay(recording, policy, options) {
      return new Explanation(call(0, "replay", recording, policyArgument(policy), options ?? {}));
    },
    differences(rows, baseline, measure) { return call(0, "differences", rows, baseline, measure); },
    verdicts(rows, options) { return call(0, "verdicts", rows, options); },
    policyFile(path, text) { host("policyFile", 0, plainStringify([`${path}`, `${text}`])); },
    get processes() { return system.processes; },
    get nowNs() { return system.nowNs; },
  };
  for (const name of ["spawn", "process", "load", "run", "step", "cat", "echo", "ls", "sh",
    "attach", "policies", "attachment", "composition", "compare", "firstDifference", "why", "vmstat", "buddyinfo", "map",
    "heat", "latency", "plot",
    "snapshot", "restore", "diff", "fork", "stop", "stops", "unstop", "tracing",
    "branch", "switchTo", "branches"]) {
    vocabulary[name] = (...args) => system[name](...args);
    Object.defineProperty(vocabulary[name], "name", { value: name });
  }
  Object.defineProperties(globalThis, Object.getOwnPropertyDescriptors(vocabulary));
  return [Machine, Process, Region, Workload, Attachment, PolicyText, LabError];
})
