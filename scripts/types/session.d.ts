// What the shell knows beside JavaScript: the globals of `./thplab` and `./thplab repl FILE`, and the objects they
// give. Sizes are bytes, or texts such as "64k" and "2M"; times are simulated nanoseconds, or texts such as "10ms".

/** A call that the simulated kernel refused, or that makes no sense. */
declare class LabError extends Error {
  /** Name of the error number, as "EINVAL"; null when no system call failed. */
  readonly code: string | null;
}

/** The machine that the words of the shell and the functions below act on. */
declare const system: Machine;

/** Every living process of the machine. */
declare const processes: ProcessRow[];

/** Simulated time since boot. */
declare const nowNs: number;

/** Boots a machine beside the shell's own. */
declare function machine(config?: MachineConfig): Machine;

/** The text of a policy, for attach() and ask(): policy`export const contract = "lab/1"; ...`. */
declare function policy(texts: TemplateStringsArray, ...values: unknown[]): PolicyText;
/** A policy by its file, for attach() and ask(). */
declare function policy(file: string): PolicyText;

/** Says what a policy's file holds while this line runs: saved sessions do, so that they need no file. */
declare function policyFile(path: string, text: string): void;

/** Starts a process that runs `comm` and has no memory yet. */
declare function spawn(comm: string, options?: SpawnOptions): Process;
/** The living process with a pid. */
declare function process(pid: number): Process;
/**
 * Makes a program ready for run() and step(): the file of a recorded one, or a generated one as `thplab compare --workload` has it
 * ("zipf:bytes=1G"). Several share the machine as tenants.
 */
declare function load(program: string): Workload;
/**
 * Runs the loaded programs to their end, or lets time pass until `until`: no event begins later, an access or a computation that has begun
 * ends, a sleep goes on with the next run.
 */
declare function run(options?: { until?: Time }): Progress;
/** Runs the next events of the loaded programs; default 1. */
declare function step(events?: number): Progress;
/** The text of one of the kernel's files. */
declare function cat(path: string): string;
/** Writes a value and a newline to one of the kernel's files. */
declare function echo(value: unknown, path: string): void;
/** The names in a directory of the kernel's files. */
declare function ls(path?: string): string[];
/** Runs a line of shell words, as "grep thp_ /proc/vmstat | sort", and gives its output. */
declare function sh(line: string): string;
/** Attaches a policy: a file, policy`...`, or an object with its functions, which see no variable of the session. */
declare function attach(policy: string | PolicyText | object, options?: AttachOptions): Attachment;
/** What is attached, one row each. */
declare function policies(): PolicyRow[];
/** The attachment with a link number. */
declare function attachment(link: number): Attachment;
/** How policies that cover one process combine; a name changes it. */
declare function composition(name?: Composition): Composition;
/**
 * Runs the program that is loaded, or `trace` or `workload`, on a fresh machine for each case, and gives a row a case. A case
 * is a policy's file or "current", both under the settings of this machine, a preset ("never", "madvise", "always",
 * "mthp-64k"), or settings as those of `thplab compare --case`: "enabled=always,policy=my.js".
 */
declare function compare(cases: Record<string, string>, options?: CompareOptions): CompareRow[];
/**
 * Runs what is loaded twice from the present state on, until the decisions of `a` and `b` part, and goes there: on in a new branch
 * right behind the first decision that differs, `a`'s, beside one that holds `b`'s. Each is a policy, for the whole machine and in
 * the place of any other, or "current", a preset ("never", "madvise", "always", "mthp-64k"), or settings: "enabled=always,defrag=defer".
 */
declare function firstDifference(a: string | PolicyText | object, b: string | PolicyText | object, options?: { until?: Time }): Parting;
/**
 * Runs the program of a recording again where the recorded decisions hold (`thplab compare --record`, or compare() with `record`), asks a
 * policy each question without effect, and says where it would have decided otherwise. A policy that fails is an error.
 */
declare function replay(recording: string, policy: string | PolicyText | object, options?: ReplayOptions): Replayed;
/** Why the page at an address, a number or a hexadecimal text, is part of a huge page or is not, and what would change it. */
declare function why(address: number | string, process?: number | Process): Explanation;
/** The kernel's counters whose names contain `pattern`. */
declare function vmstat(pattern?: string): Record<string, number>;
/** Free blocks by order. */
declare function buddyinfo(): number[];
/** Draws physical memory. */
declare function map(): object;
/** How often memory was accessed: a digit, 9 the most, for each part of a VMA; `rows` holds the counts. */
declare function heat(): object;
/** How long faults took, as a histogram. */
declare function latency(): object;
/** A counter over the events run. */
declare function plot(counter: string): object;
/** Rows as a chart; an experiment keeps it in its results. */
declare function plot(rows: Row[], options: ChartOptions): object;
/** Keeps rows in the results of an experiment, under a name. */
declare function record<T extends Row>(name: string, rows: T[]): T[];
/**
 * What must hold of a number or a list of numbers. In an experiment one that does not hold is told at the end, with by how
 * much; in the shell it is an error.
 */
declare function expect(value: number, what?: string): NumberExpectation;
declare function expect(value: number[], what?: string): ListExpectation;
/**
 * How much more of a measure the other cases of compare() have than the case `baseline`: paired by seed, with the 95% confidence interval
 * of Student's t. The verdict is "less", "more", "~" (within noise) or "one seed".
 */
declare function differences(rows: Row[], baseline: string, measure: string): Difference[];
/**
 * For each policy among the cases of compare() the first of the other cases, the simple mechanisms, that would have done: it has no more of any
 * measure, or, with several seeds, not significantly more (95%). Less of each measure is better.
 */
declare function verdicts(rows: Row[], options: { policies: string[]; measures: string[] }): Verdict[];
/** Keeps the state of the machine, policies included, and gives its name. */
declare function snapshot(name?: string): string;
/** Goes back to a kept state. */
declare function restore(name: string): Machine;
/** What changed since a kept state, one line each. */
declare function diff(name: string): string[];
/** A second machine in the state of this one, which goes its own way. */
declare function fork(): Machine;
/**
 * Stops touch() and run() right behind an event, and says so; run() goes on. The condition is a
 * function of the event's facts, or the text of an expression over them. Gives the stop's number.
 */
declare function stop(event: StopEvent, where?: string | ((facts: StopFacts) => boolean)): number;
/** The stops, one row each. */
declare function stops(): StopRow[];
/** Deletes a stop. */
declare function unstop(number: number): void;
/** Whether each decision is told in a line as it happens. */
declare function tracing(on: boolean): void;
/** Goes on in a new branch; the present one stays as it is. */
declare function branch(name: string): void;
/** Goes to another branch, as it was left. */
declare function switchTo(name: string): void;
/** The branches, one row each. */
declare function branches(): BranchRow[];

type Size = number | string;
type Time = number | string;

interface MachineConfig {
  /** Physical memory; default 4 GiB. */
  memory?: Size;
  /** Name of the CPU model, see `compare --help`. */
  cpu?: string;
}

interface SpawnOptions {
  /** The cgroup to start in, as "/web"; it must exist. */
  cgroup?: string;
}

interface MmapOptions {
  /** Address; the kernel chooses without. */
  at?: number;
  /** Name in /proc/PID/maps (PR_SET_VMA_ANON_NAME). */
  name?: string;
  /** Some of "rwx", or "none"; default "rw". */
  prot?: string;
  shared?: boolean;
  /** Whether the pages are there at once (MAP_POPULATE). */
  populate?: boolean;
  stack?: boolean;
}

interface TouchOptions {
  /** Whether to write; default true. */
  write?: boolean;
  /** From one access to the next; default one page. */
  stride?: Size;
}

/** Whom a policy covers (one of the first four; default global), and how. */
interface AttachOptions {
  global?: true;
  /** Path of a cgroup, as "/web"; covers what is below it too. */
  cgroup?: string;
  pid?: number | Process;
  /** Name of the program. */
  comm?: string;
  /** Answers do not act; where they would have is counted. */
  shadow?: boolean;
  /** Acts on this percent of the processes, 0 to 100. */
  canary?: number;
  /** Which processes those are; default 0. */
  seed?: number;
  /** Whether policies below it may be attached under "allow-override". */
  override?: boolean;
  /** What listings call it; default what it calls itself. */
  name?: string;
  /** Values over the policy's own options. */
  options?: Record<string, number | string | boolean>;
}

/** An answer of why(). */
interface Explanation {
  /** The whole answer for people. */
  readonly text: string;
  /** Sentences, the outcome first. */
  readonly answer: string[];
  /** Whether the page is part of a huge page. */
  readonly huge: boolean;
  /** What would make it part of one from now on. */
  readonly would_change: string[];
  /** What concerned the 2 MiB around the address, oldest first. */
  readonly history: object[];
}

/** Where two policies part. */
interface Parting {
  /** All of it for people. */
  readonly text: string;
  /** Decisions that both made alike. */
  readonly same: number;
  /** What the first decided then; null if it came to the end. */
  readonly a: object | null;
  /** What the second decided. */
  readonly b: object | null;
  /** The branches behind the decision, that of the first before that of the second; none if they do not part. */
  readonly branches: string[];
}

interface ReplayOptions {
  /** Where the recorded trace is now; default where it was, from the current directory. */
  trace?: string;
  /** Whom the policy is asked about: "global" (default), "cgroup:/PATH", "comm:PROGRAM" or "pid:N". */
  scope?: string;
  /** Values over the policy's own options. */
  options?: Record<string, number | string | boolean>;
}

/** What a policy said to the decisions of a recording. */
interface Replayed {
  /** All of it for people. */
  readonly text: string;
  readonly recording: string;
  readonly policy: string;
  /** Decisions of the recording; the questions of a page fault are one. */
  readonly decisions: number;
  /** Those about which the policy was asked. */
  readonly asked: number;
  /** Those in which it says what was recorded. */
  readonly same: number;
  /** The first in which it does not; null if there is none. */
  readonly first: DecisionDifference | null;
  /** All in which it does not. */
  readonly differences: DecisionDifference[];
}

/** A decision about which a policy differs from a recording; names and units are those of `thplab compare --explain`. */
interface DecisionDifference {
  /** Line of the recording; null if no recorded policy was asked. */
  line: number | null;
  time_ns: number;
  pid: number;
  comm: string;
  vma_start: string;
  vma_end: string;
  vma_name: string | null;
  address: string | null;
  type: string;
  write: boolean;
  offered: number[];
  /** Orders that sysfs enables and the recording allowed. */
  recorded: number[];
  /** Those that the policy would have allowed. */
  replayed: number[];
  /** The orders about which the two differ. */
  differs: number[];
  /** The fields of the question that the policy read. */
  fields_read: string[];
  /** What came of the decision as it was recorded. */
  result: string | null;
  obtained: number | null;
}

interface CompareOptions {
  /** The trace; default what is loaded. */
  trace?: string;
  /** A generated program instead, as `thplab compare --workload` has it: "zipf:bytes=1G". */
  workload?: string;
  /** The first seed; default that of the experiment, 0 in the shell. */
  seed?: number;
  /** Runs so many seeds, one after the other; rows then have a `seed`. */
  seeds?: number;
  /** Records every decision in this file, for replay(); takes one case and one seed. */
  record?: string;
  /** Names of measures, as `thplab compare -o json` has them. */
  columns?: string[];
}
type CompareRow = { case: string } & Record<string, number>;
type Row = Record<string, number | string | boolean | null>;

interface ChartOptions {
  /** Field along the axis. */
  x: string;
  /** Field drawn as a length. */
  y: string;
  /** Field that tells series apart. */
  color?: string;
  title?: string;
}

interface NumberExpectation {
  toBe(limit: number): void;
  toBeLessThan(limit: number): void;
  toBeAtMost(limit: number): void;
  toBeGreaterThan(limit: number): void;
  toBeAtLeast(limit: number): void;
}

/** Each value against the one before it. */
interface ListExpectation {
  toFall(): void;
  toRise(): void;
  toNeverRise(): void;
  toNeverFall(): void;
}

interface Difference {
  case: string;
  measure: string;
  seeds: number;
  mean: number;
  baseline: number;
  change: number;
  /** The interval of the change; null with one seed. */
  low: number | null;
  high: number | null;
  percent: number | null;
  verdict: "less" | "more" | "~" | "one seed";
}

interface Verdict {
  policy: string;
  /** The case that would have done, or "none". */
  would_have_done: string;
  /** "equal" in every measure, "better" in some, "~" if no measure tells them apart, "-" if none would have done. */
  how: "equal" | "better" | "~" | "-";
  /** The measures of which every simple mechanism has more, or "-": a policy that gains nothing may still be the only one that is good at two things. */
  gains: string;
  seeds: number;
}

type Composition = "nearest" | "veto" | "global-overrides" | "leaf-to-root" | "allow-override";

interface Progress { events: number; nowNs: number; finished: string[] }
interface ProcessRow { pid: number; ppid: number; comm: string; cgroup: string; rss: number; thp: number }
interface PageRow { offset: number; bytes: number; order: number; kind: string; map: string; folios: number }
interface VmaRow { start: number; end: number; perms: string; name: string | null; thpEligible: boolean }

/** Counts of answers; a failed call and one after the ejection count as abstained. */
interface AnswerCounts {
  asked: number;
  /** Answers that left what was offered. */
  abstained: number;
  /** Answers that left no order above 0. */
  denied: number;
  /** Answers that left some orders. */
  chosen: number;
  /** Answers of a shadow that differ from what acted. */
  differences: number;
  /** Failed calls since the policy was loaded. */
  failed: number;
  /** Whether it is asked no more. */
  ejected: boolean;
}
interface PolicyRow extends AnswerCounts { link: number; name: string; scope: string; mode: string; contract: string }

type StopEvent = "fault" | "fallback" | "collapse" | "split" | "strike";

/** What the condition of a stop sees. Faults, fallbacks and collapses have what a decision has. */
interface StopFacts {
  /** Why the mm asked. */
  type?: string;
  nowNs: number;
  pid: number;
  comm: string;
  /** The VMA: name, first byte, first byte behind. */
  name?: string | null;
  start?: number;
  end?: number;
  address?: number | null;
  write?: boolean;
  /** Orders that were asked for. */
  offered?: number[];
  /** Order of the folio that was mapped; null if none was. */
  order?: number | null;
  result?: string;
  /** The orders that were lost, by reason. */
  lost?: Record<string, number[]>;
  costNs?: number;
  /** Of a split: folios and huge mappings that were split. */
  folios?: number;
  mappings?: number;
  /** Of a strike: failures of all policies so far. */
  strikes?: number;
}

interface StopRow {
  stop: number;
  event: StopEvent;
  /** Text of the condition; null is any event. */
  where: string | null;
}

interface BranchRow {
  branch: string;
  present: boolean;
  nowNs: number;
  processes: number;
}

/** A simulated Linux machine. Its methods are those of the globals of the same names. */
interface Machine {
  spawn(comm: string, options?: SpawnOptions): Process;
  process(pid: number): Process;
  readonly processes: ProcessRow[];
  load(program: string): Workload;
  run(options?: { until?: Time }): Progress;
  step(events?: number): Progress;
  cat(path: string): string;
  echo(value: unknown, path: string): void;
  ls(path?: string): string[];
  sh(line: string): string;
  attach(policy: string | PolicyText | object, options?: AttachOptions): Attachment;
  policies(): PolicyRow[];
  attachment(link: number): Attachment;
  composition(name?: Composition): Composition;
  compare(cases: Record<string, string>, options?: CompareOptions): CompareRow[];
  firstDifference(a: string | PolicyText | object, b: string | PolicyText | object, options?: { until?: Time }): Parting;
  why(address: number | string, process?: number | Process): Explanation;
  vmstat(pattern?: string): Record<string, number>;
  buddyinfo(): number[];
  map(): object;
  heat(): object;
  latency(): object;
  plot(counter: string): object;
  plot(rows: Row[], options: ChartOptions): object;
  snapshot(name?: string): string;
  restore(name: string): Machine;
  diff(name: string): string[];
  stop(event: StopEvent, where?: string | ((facts: StopFacts) => boolean)): number;
  stops(): StopRow[];
  unstop(number: number): void;
  tracing(on: boolean): void;
  branch(name: string): void;
  switchTo(name: string): void;
  branches(): BranchRow[];
  fork(): Machine;
  readonly nowNs: number;
}

/** A process. */
interface Process {
  readonly pid: number;
  readonly ppid: number;
  /** Name of the program. */
  readonly comm: string;
  /** Path of its cgroup. */
  readonly cgroup: string;
  /** Resident anonymous and shared memory. */
  readonly rss: number;
  /** What is mapped by 2 MiB entries. */
  readonly thpBytes: number;
  /** Maps anonymous memory. */
  mmap(size: Size, options?: MmapOptions): Region;
  fork(): Process;
  /** Runs another program with an empty address space. */
  exec(comm: string): Process;
  exit(): void;
  /** "PR_SET_THP_DISABLE" with value and flags, or "PR_GET_THP_DISABLE". */
  prctl(name: string, ...args: number[]): number;
  vmas(): VmaRow[];
  /** Any part of its memory. */
  region(start: number, length: Size): Region;
  /** The text of /proc/PID/smaps. */
  smaps(): string;
}

/** Part of a process's memory. A range is "0..10M", "1M.." or a size from the start; default all of it. */
interface Region {
  readonly pid: number;
  readonly start: number;
  readonly size: number;
  readonly name: string | null;
  /** Writes to each page; gives the faults taken. */
  touch(range?: string, options?: TouchOptions): number;
  /** Reads each page; gives the faults taken. */
  read(range?: string, options?: TouchOptions): number;
  /** madvise(2), as "hugepage", "nohugepage", "collapse", "dontneed", "free". */
  madvise(advice: string, range?: string): Region;
  mprotect(prot: string, range?: string): Region;
  munmap(range?: string): void;
  /** What is behind the pages, equal neighbours in one row. */
  pages(range?: string): PageRow[];
  /** Draws the page sizes behind it. */
  map(): object;
  /** Draws how often each part was accessed; `runs` holds the counts. */
  heat(): object;
}

/** A recorded or generated program on its way through a machine. */
interface Workload {
  readonly name: string;
  readonly events: number;
  readonly done: number;
  readonly faults: number;
  /** Runs the machine it was loaded into. */
  run(options?: { until?: Time }): Workload;
}

/** A policy by its file or its text; the other is null. */
interface PolicyText {
  readonly file: string | null;
  readonly text: string | null;
  /**
   * Puts one question to the policy and gives the decision that a machine takes: one is booted under the settings of this one, with
   * a process and an area as the question says, and takes the fault.
   */
  ask(question?: Question): Decision;
}

/** What is asked of a policy. What it does not say is as in a small process that was just started. */
interface Question {
  /** Why the mm asks; default "pagefault". */
  type?: "pagefault" | "khugepaged" | "forced-collapse" | "smaps";
  /** Whether the fault is a write; default true. */
  write?: boolean;
  /** Faulting address from the start of the area; default 0. */
  offset?: Size;
  /** Simulated time; default 0. */
  nowNs?: Time;
  vma?: {
    /** Default 0x7f0000000000. */
    start?: number;
    /** Default 4 MiB. */
    size?: Size;
    /** A name, "[heap]" or "[stack]". */
    name?: string;
    shared?: boolean;
    readable?: boolean;
    writable?: boolean;
    executable?: boolean;
    /** Whether it grows like a stack. */
    stack?: boolean;
    /** Advised with MADV_HUGEPAGE. */
    hugepage?: boolean;
    nohugepage?: boolean;
    ageNs?: Time;
  };
  /** The first three are put into the question, whatever the process has. */
  mm?: { rss?: Size; thpBytes?: Size; onKhugepagedList?: boolean; thpDisable?: "no" | "completely" | "except-advised" };
  task?: { pid?: number; ppid?: number; comm?: string };
  /** Path of the process's cgroup. */
  cgroup?: string;
  /**
   * Physical memory: how much is free (with `largestFree` half of it), and the order of the largest free block. Blocks below order 10 lie
   * apart, so that at most half of memory can be free in them.
   */
  memory?: { totalBytes?: Size; freeBytes?: Size; largestFree?: number };
  /** Base pages that are already there in the 2 MiB around the address. */
  region?: { populated?: number };
  /** Settings over those of the machine, by path below /sys/kernel/mm/transparent_hugepage. */
  sysfs?: Record<string, string | number>;
  /** Values over the policy's own options. */
  options?: Record<string, number | string | boolean>;
}

/** What came of a question. Orders are 2 to 9; base pages need nobody's leave. */
interface Decision {
  type: string;
  /** Orders that the mm asked about. */
  offered: number[];
  /** What the policy said: the orders that it allows, that it leaves the question to the kernel, or denies; a machine may not ask. */
  answer: number[] | "abstain" | "deny" | "not asked";
  /** Orders that neither the policy nor the kernel's rules took. */
  left: number[];
  /** Order that was mapped, 0 for a base page; null if nothing was. */
  order: number | null;
  /** What the fault did or how the look at the range ended; null where only a question was asked. */
  result: string | null;
  /** The orders that were lost, by reason. */
  lost: Record<string, number[]>;
  /** The fields of the question that the policy read. */
  fieldsRead: string[];
}

/** A policy that is attached to a machine. */
interface Attachment {
  readonly link: number;
  readonly name: string;
  readonly scope: string;
  readonly mode: string;
  readonly contract: string;
  readonly stats: AnswerCounts;
  /** Puts another policy in its place; counts go on. */
  update(policy: string | PolicyText | object): Attachment;
  detach(): void;
}
