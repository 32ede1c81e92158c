// What policy tests, files *.test.js for `./thplab test`, know beside the words of the shell (session.d.ts). Each test
// has a session of its own, in which its file is evaluated anew. Paths begin in the file's directory.

/** A test; `body` throws if it fails. */
declare function test(name: string, body: () => void): void;
declare namespace test {
  /** A test that does not run for now. */
  function skip(name: string, body: () => void): void;
}
/** Puts tests into a group, whose name comes before theirs. */
declare function describe(name: string, body: () => void): void;

/** What must hold of a value; `what` names it in messages. */
declare function expect(value: unknown, what?: string): Matchers;

interface Matchers {
  /** The opposite. */
  readonly not: Omit<Matchers, "not" | "toMatchSnapshot">;
  /** The same value (Object.is). */
  toBe(expected: unknown): void;
  /** An equal value, member by member; a member that is undefined is none. */
  toEqual(expected: unknown): void;
  /** An object with at least these members. */
  toMatchObject(expected: object): void;
  toBeLessThan(limit: number): void;
  toBeLessThanOrEqual(limit: number): void;
  toBeAtMost(limit: number): void;
  toBeGreaterThan(limit: number): void;
  toBeGreaterThanOrEqual(limit: number): void;
  toBeAtLeast(limit: number): void;
  /** Less than half of 10^-digits away; default 2 digits. */
  toBeCloseTo(expected: number, digits?: number): void;
  toBeNull(): void;
  toBeUndefined(): void;
  toBeDefined(): void;
  toBeTruthy(): void;
  toBeFalsy(): void;
  /** A list with this member, or a text with this part. */
  toContain(expected: unknown): void;
  /** A list with an equal member. */
  toContainEqual(expected: unknown): void;
  toHaveLength(expected: number): void;
  /** A text with this part. */
  toMatch(expected: string | RegExp): void;
  /** A function that throws; `expected` is part of the message, or its class. */
  toThrow(expected?: string | RegExp | Function): void;
  /** A list of numbers, each less than the one before it. */
  toFall(): void;
  toRise(): void;
  toNeverRise(): void;
  toNeverFall(): void;
  /** The value that is kept in `__snapshots__`, where it is written the first time; `hint` is part of its name. */
  toMatchSnapshot(hint?: string): void;
}
/** Where a number or a list is expected, too. */
interface NumberExpectation extends Matchers {}
interface ListExpectation extends Matchers {}
