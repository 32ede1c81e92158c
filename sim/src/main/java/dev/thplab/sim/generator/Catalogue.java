package dev.thplab.sim.generator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// The generators and what they take. Defaults make each of them run in seconds.
///
/// Time of an access: independent ones over 4 GiB took 10.3 to 10.5 ns where huge pages left little
/// translation, dependent ones 150 to 161 ns (AMD EPYC Zen 5 guest, Linux 6.18.44); those that a
/// prefetcher foresees are assumed to take 1 ns.
final class Catalogue {
  private static final long K = 1L << 10;
  private static final long M = 1L << 20;
  private static final long G = 1L << 30;
  private static final long PAGE = 4 * K;
  private static final long MAX = Layout.MAX_BYTES;
  private static final long MILLION = 1_000_000;
  private static final long MAX_COUNT = 1_000_000 * MILLION;
  private static final long FORESEEN_NS = 1;
  private static final long INDEPENDENT_NS = 10;
  private static final long DEPENDENT_NS = 150;

  static final List<Generator> ALL =
      List.of(
          generator(
              "sequential",
              "one process goes through its memory from start to end",
              AccessProgram::sequential,
              List.of(),
              false,
              FORESEEN_NS,
              bytes(G),
              Parameter.bytes("stride", 64, 1, MAX, "from one access to the next"),
              Parameter.count("passes", 2, 1, MILLION, "times it goes through"),
              writes(1)),
          generator(
              "strided",
              "one process goes down the columns of a matrix that is stored by rows",
              AccessProgram::strided,
              List.of(),
              false,
              INDEPENDENT_NS,
              bytes(4 * G),
              Parameter.bytes("stride", 2 * PAGE, 1, MAX, "from one access to the next: a row"),
              accesses(10 * MILLION),
              fill(),
              writes(1)),
          generator(
              "zipf",
              "one process uses items by popularity: item k as often as k^-theta",
              AccessProgram::zipf,
              List.of(),
              false,
              INDEPENDENT_NS,
              bytes(4 * G),
              Parameter.bytes("item", PAGE, 1, MAX, "size of an item"),
              theta(),
              Parameter.flag("scatter", true, "popular items lie anywhere, else at the start"),
              accesses(10 * MILLION),
              fill(),
              writes(1)),
          generator(
              "pointer-chase",
              "one process fills its memory and follows a linked list through it in random order",
              AccessProgram::pointerChase,
              List.of(),
              false,
              DEPENDENT_NS,
              bytes(4 * G),
              Parameter.bytes("node", 64, 8, MAX, "size of a node of the list"),
              accesses(10 * MILLION),
              writes(0)),
          generator(
              "key-value",
              "a store with requests by popularity, moving values, and a fork that saves all",
              KeyValueProgram::new,
              List.of("get", "set", "save"),
              false,
              INDEPENDENT_NS,
              Parameter.count("keys", 200_000, 1, 16 * MILLION, "keys in the store"),
              Parameter.bytes("value", K, 1, G, "size of a value"),
              theta(),
              Parameter.count("operations", MILLION, 0, MAX_COUNT, "requests after the loading"),
              Parameter.number("reads", 0.9, 0, 1, "share of requests that read"),
              Parameter.number("churn", 0.2, 0, 1, "share of writes that move the value"),
              Parameter.number("slack", 0.2, 0, 10, "free slots as a share of the keys"),
              Parameter.count(
                  "save-every", 400_000, 0, MAX_COUNT, "requests from fork to fork, 0: none"),
              Parameter.count("save-for", 100_000, 1, MAX_COUNT, "requests while the child lives"),
              work(1_000, "what a request computes")),
          generator(
              "jvm",
              "a heap of two generations: buffers filled, survivors copied, old objects moved",
              JvmProgram::new,
              List.of("tlab", "young-gc", "full-gc"),
              false,
              FORESEEN_NS,
              Parameter.bytes("young", 128 * M, 10 * PAGE, MAX, "young generation"),
              Parameter.bytes("old", 512 * M, PAGE, MAX, "old generation"),
              Parameter.bytes("tlab", M, 64, 64 * M, "allocation buffer of a thread"),
              Parameter.number("survival", 0.1, 0, 1, "share of eden that lives on"),
              Parameter.number("promotion", 0.5, 0, 1, "share of survivors that is promoted"),
              Parameter.number("live", 0.5, 0, 1, "share of the old generation that lives on"),
              Parameter.count("collections", 100, 1, MAX_COUNT, "young collections"),
              Parameter.count("reads", 1_000, 0, MILLION, "reads of old objects a buffer"),
              Parameter.flag("uncommit", true, "a full collection gives memory back"),
              work(100_000, "what is computed a buffer")),
          generator(
              "arena",
              "an allocator that gives freed runs of pages back with MADV_DONTNEED",
              ArenaProgram::new,
              List.of("request"),
              false,
              FORESEEN_NS,
              bytes(512 * M),
              Parameter.bytes("run", 64 * K, PAGE, G, "what a request allocates"),
              Parameter.number("live", 0.5, 0, 1, "share of the arena in use"),
              Parameter.number("reuse", 0.5, 0, 1, "share of requests that take a freed run first"),
              Parameter.count("keep", 64, 0, MILLION, "freed runs that keep their pages"),
              Parameter.count("operations", 50_000, 1, MAX_COUNT, "requests"),
              work(1_000, "what a request computes")),
          generator(
              "balloon",
              "the memory of a virtual machine whose balloon inflates and deflates",
              BalloonProgram::new,
              List.of(),
              true,
              INDEPENDENT_NS,
              bytes(G),
              Parameter.number("balloon", 0.25, 0, 1, "share of the memory it takes"),
              Parameter.bytes(
                  "unit", PAGE, PAGE, G, "given back at once: 2M as by free page reporting"),
              Parameter.count("cycles", 4, 1, MILLION, "times it inflates and deflates"),
              accesses(MILLION),
              writes(0.5)),
          generator(
              "process-storm",
              "short-lived processes, each with a few areas of which it uses a part",
              StormProgram::new,
              List.of("process"),
              false,
              INDEPENDENT_NS,
              Parameter.count("processes", 200, 1, 100_000, "processes in all"),
              Parameter.count("alive", 8, 1, 1_000, "of them at a time"),
              Parameter.count("areas", 4, 1, 64, "areas of a process"),
              Parameter.bytes("area", 2 * M, PAGE, G, "size of an area"),
              Parameter.number("used", 0.25, 0, 1, "share of an area that is used, on average"),
              Parameter.bytes("parent", M, PAGE, G, "memory of the parent"),
              work(1_000_000, "what a process computes")));

  private Catalogue() {}

  /// A generator with the parameters that all have behind its own.
  private static Generator generator(
      String name,
      String what,
      Function<Parameters, Program> program,
      List<String> operations,
      boolean hugepage,
      long accessNs,
      Parameter... own) {
    List<Parameter> parameters = new ArrayList<>(Arrays.asList(own));
    parameters.add(Parameter.flag("hugepage", hugepage, "the memory has MADV_HUGEPAGE"));
    parameters.add(Parameter.nanoseconds("access", accessNs, "an access without its translation"));
    parameters.add(Parameter.seed());
    return new Generator(name, what, parameters, operations, program);
  }

  private static Parameter bytes(long initial) {
    return Parameter.bytes("bytes", initial, PAGE, MAX, "memory");
  }

  private static Parameter accesses(long initial) {
    return Parameter.count("accesses", initial, 0, MAX_COUNT, "loads and stores");
  }

  private static Parameter theta() {
    return Parameter.number("theta", 0.99, 0, 10, "skew of the popularity; 0: none");
  }

  private static Parameter fill() {
    return Parameter.flag("fill", false, "writes to every page first");
  }

  private static Parameter writes(double initial) {
    return Parameter.number("writes", initial, 0, 1, "share of accesses that write");
  }

  private static Parameter work(long initial, String what) {
    return Parameter.nanoseconds("work", initial, what);
  }
}
