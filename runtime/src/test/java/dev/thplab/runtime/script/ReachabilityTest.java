package dev.thplab.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.policy.PolicyQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Walks everything that a policy can reach, under every contract and in every hook: nothing of the
/// host is there, what it is handed cannot be changed and has documented names alone, and no code
/// can be made from text.
class ReachabilityTest {
  private static final ScriptHost HOST = new ScriptHost();
  private static final Path TYPES = Path.of("../scripts/types");
  private static final Pattern REPORT =
      Pattern.compile("(?:in \\w+ )?threw found \\[(.*)] among (\\d+)");

  /// Walks own and inherited properties, getters and what they return, and what the functions of
  /// handed objects return or throw for a few arguments.
  private static final String WALK =
      """
      const { ownKeys, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
      const isObject = (v) => (typeof v === "object" && v !== null) || typeof v === "function";
      const evaluators = new Set([
        getPrototypeOf(() => {}).constructor, getPrototypeOf(function* () {}).constructor,
        getPrototypeOf(async () => {}).constructor, getPrototypeOf(async function* () {}).constructor,
      ]);
      const ARGUMENTS = [[], [0], [9], ["x"], ["enabled"], [{}, {}], [null, 1]];
      let found, seen;

      function look(value, path) {
        for (const name of ["getClass", "class", "hashCode", "notify", "wait", "equals", "getMember"]) {
          if (name in value) found.push(path + "." + name);
        }
        if (/Java|Host|Foreign|Polyglot/.test(Object.prototype.toString.call(value))) found.push(path + " tag");
        if (evaluators.has(value)) {
          const error = thrown(() => found.push(path + " makes code: " + new value("return 1")));
          if (!(error instanceof EvalError)) found.push(path + " " + error);
          walk(error, "the error of " + path, false);
        }
      }
      function walk(value, path, given) {
        if (!isObject(value) || seen.has(value)) return;
        seen.add(value);
        look(value, path);
        if (given) lookAtGiven(value, path);
        const keys = ownKeys(value);
        for (let i = 0; i < keys.length; i++) {
          const described = getOwnPropertyDescriptor(value, keys[i]);
          if (described === undefined) continue;
          const at = path + "." + String(keys[i]);
          walk(described.value, at, given);
          walk(described.get, at + "(get)", given);
          walk(described.set, at + "(set)", given);
          if (!given) continue;
          if (described.set) found.push(at + " setter");
          if (described.get) walk(described.get.call(value), at + "()", true);
          if (typeof described.value === "function") walkResults(value, described.value, at);
        }
        walk(getPrototypeOf(value), path + ".__proto__", given && typeof value !== "function");
      }
      function lookAtGiven(value, path) {
        if (!Object.isFrozen(value)) found.push(path + " not frozen");
        if (typeof value === "function") return;
        const keys = ownKeys(value);
        for (let i = 0; i < keys.length; i++) {
          if (typeof keys[i] === "string" && !documented.has(keys[i])) found.push(path + "." + keys[i] + " undocumented");
        }
      }
      function walkResults(self, f, path) {
        for (let i = 0; i < ARGUMENTS.length; i++) {
          let result;
          const error = thrown(() => { result = Reflect.apply(f, self, ARGUMENTS[i]); });
          walk(error, path + " thrown", false);
          // A list is made for whoever asks.
          walk(result, path + "(" + i + ")", !Array.isArray(result));
        }
      }
      function thrown(attempt) {
        try { attempt(); return undefined; } catch (e) { return e; }
      }
      function walkErrors(given) {
        const attempts = [
          () => null.x, () => undefinedName, () => { throw new AggregateError([1], "a", { cause: given }); },
          () => JSON.parse("{"), () => new RegExp("("), () => "x".repeat(-1), () => new Array(-1),
          () => "x".repeat(1e9), () => new ArrayBuffer(1e12), () => Symbol() + "", () => (() => {})(...1),
          () => decodeURIComponent("%"), () => thp.orders.of(99), () => thp.orders.list({}),
          () => thp.BIT(-1), () => thp.random.call(1), () => given.x.y, () => { given.x = 1; },
          () => Reflect.construct(1), () => new Proxy(1, 1), () => structuredClone(given),
          () => eval("1"), () => new Intl.NumberFormat(), () => Object.defineProperty(given, "x", {}),
          () => { thp.orders = 1; }, () => { thp.x = 1; }, () => { delete thp.orders; },
        ];
        for (let i = 0; i < attempts.length; i++) {
          const error = thrown(attempts[i]);
          walk(error, "error " + i, false);
          if (isObject(error) && /\\.java|dev\\.thplab|com\\.oracle|org\\.graalvm|thplab:/.test(error.stack)) {
            found.push("stack " + i + ": " + error.stack);
          }
        }
      }
      function walkLanguage() {
        walk(globalThis, "globalThis", false);
        walk(thp, "thp", false);
        walk(import.meta, "import.meta", false);
        const made = [[][Symbol.iterator](), new Map().entries(), new Set().values(), ""[Symbol.iterator](),
          "a".matchAll(/a/g), [].values().map(Math.abs), Iterator.from({ next: Math.abs }), (function* () {})(),
          (async function* () {})(), (async () => {})(), import("thp").then(Math.abs), /(?<a>b)/d.exec("b"),
          [..."ab"].entries(), Object.groupBy([1], Math.abs), new Proxy({}, {}), Proxy.revocable({}, {}),
          ((...rest) => rest)(1), (function () { return arguments; })(1), ((strings) => strings)`a`, new.target];
        for (let i = 0; i < made.length; i++) walk(made[i], "made " + i, false);
        for (const key of ownKeys(Symbol)) walk(Object(Symbol[key]), "Symbol." + String(key), false);
      }
      function report(handed, self) {
        found = []; seen = new Set();
        // The list of arguments and the function are the policy's own.
        for (let i = 0; i < handed.length; i++) walk(handed[i], "argument " + i, true);
        for (const key of Object.keys(thp)) walk(thp[key], key, true);
        walk(handed, "arguments", false);
        walk(self, "function", false);
        walk(thrown(() => handed.callee), "callee", false);
        walkLanguage();
        walkErrors(handed[0]);
        throw "found [" + found.join() + "] among " + seen.size;
      }
      """;

  @AfterAll
  static void close() {
    HOST.close();
  }

  /// Each contract with each of its functions that is ever called: memory pressure never comes.
  static Stream<Arguments> functions() {
    return Contracts.ids().stream()
        .map(Contracts::of)
        .flatMap(contract ->
            Stream.concat(Stream.of(contract.function()), contract.hookNames().stream())
                .filter(function -> !function.equals("onPressure"))
                .map(function -> Arguments.of(contract.id(), function)));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void findsNothingOfTheHost(String contract, String function) throws IOException {
    ScriptPolicy policy = HOST.load(walker(Contracts.of(contract), function), limits(), Map.of());
    Machine machine = new Machine(MachineConfig.ample());
    PolicyQuery query = Policies.fault();
    query.machine = machine.kernel().view();
    query.cgroup = machine.cgroups().root();

    policy.attached(1);
    policy.forked(42, 43, 2);
    policy.exited(43, 3);
    policy.allowedOrders(query);
    policy.detached(4);

    assertThat(policy.failures()).hasSize(1);
    Matcher report = REPORT.matcher(policy.failures().getFirst().first().reason());
    assertThat(report.matches()).as(policy.failures().toString()).isTrue();
    assertThat(report.group(1)).as("found").isEmpty();
    assertThat(Integer.parseInt(report.group(2))).as("objects").isGreaterThan(600);
  }

  private static Limits limits() {
    return Limits.DEFAULT.withStatements(10_000_000).withWallMs(60_000);
  }

  /// A policy whose `function` walks; 4 is an answer in every contract.
  private static PolicyFile walker(Contract contract, String function) throws IOException {
    String ofLab =
        """
        export const options = { size: 1, name: "x", on: true };
        export const tick = { everyMs: 1 };
        export function onTick() { %s }
        export const maps = {
          h: { type: "hash", entries: 4 }, a: { type: "array", entries: 4 }, l: { type: "lru_hash", entries: 4 },
        };
        """
            .formatted(function.equals("onTick") ? "report(arguments, onTick);" : "");
    String walking = "export function %1$s() { report(arguments, %1$s); }\n".formatted(function);
    return PolicyFile.of(
        "p.js",
        "import * as thp from \"thp\"; export const contract = \""
            + contract.id()
            + "\";\n"
            + "const documented = new Set(\"%s\".split(\" \"));\n".formatted(documentedNames())
            + WALK
            + (contract.function().equals("getSuggestedOrder") ? ofLab : "")
            + (function.equals("onTick") ? "" : walking)
            + (function.equals(contract.function())
                ? ""
                : "export function " + contract.function() + "() { return 4; }\n"));
  }

  /// Every word of the type files, and the names that the policy's own options and maps have.
  private static String documentedNames() throws IOException {
    Set<String> words = new TreeSet<>(Set.of("size", "name", "on", "h", "a", "l"));
    for (String file : List.of("thp.d.ts", "thp-kernel.d.ts")) {
      Pattern.compile("\\w+")
          .matcher(Files.readString(TYPES.resolve(file)))
          .results()
          .forEach(word -> words.add(word.group()));
    }
    return String.join(" ", words);
  }
}
