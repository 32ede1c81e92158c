package dev.thplab.sim.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.thplab.sim.workload.TraceEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The streams of generators with parameters so small that they can be written down.
class EventStreamsTest {

  private static List<String> text(String name, Map<String, ? extends Number> values) {
    return Events.text(Events.workload(name, values));
  }

  @Test
  void sequentialGoesFromStartToEndAndAgain() {
    assertEquals(
        List.of("pid 1000", "exec sequential", "mmap 0:0 8192", "w 0:0 0:4096 0:0 0:4096"),
        text("sequential", Map.of("bytes", 8192L, "stride", 4096L, "passes", 2L)));
  }

  /// Two rows a column; each next column lies one cache line further.
  @Test
  void stridedGoesDownTheColumns() {
    assertEquals(
        List.of(
            "pid 1000",
            "exec strided",
            "mmap 0:0 4096",
            "madvise 0:0 4096 14",
            "fill 0:0 1",
            "r 0:0 0:2048 0:64 0:2112 0:128"),
        text(
            "strided",
            Map.of(
                "bytes", 4096L,
                "stride", 2048L,
                "accesses", 5L,
                "fill", 1L,
                "writes", 0.0,
                "hugepage", 1L)));
  }

  /// With theta 10 the second item has 1/1024 of the accesses of the first.
  @Test
  void zipfPrefersTheFirstItemsWhereTheyAreNotScattered() {
    List<String> events =
        text("zipf", Map.of("bytes", 8192L, "theta", 10.0, "accesses", 1000L, "scatter", 0L));
    long inSecond =
        events.stream()
            .filter(event -> event.startsWith("w"))
            .flatMap(event -> List.of(event.split(" ")).stream().skip(1))
            .filter(place -> Integer.parseInt(place.substring(2)) >= 4096)
            .count();
    assertTrue(inSecond < 10, "accesses of the second item: " + inSecond);
  }

  @Test
  void pointerChaseVisitsEveryNodeBeforeItComesBack() {
    List<String> events =
        text("pointer-chase", Map.of("bytes", 4096L, "node", 1024L, "accesses", 8L));
    assertEquals("fill 0:0 1", events.get(3));
    List<String> places = List.of(events.get(4).split(" "));
    assertEquals("r", places.getFirst());
    assertEquals(Set.of("0:0", "0:1024", "0:2048", "0:3072"), new HashSet<>(places.subList(1, 5)));
    assertEquals(places.subList(1, 5), places.subList(5, 9));
  }

  /// Two keys in slots 0 and 1 of three. Each write moves its value: the first to slot 2, the
  /// second to the slot that the first left. Before request 1 a child is forked, which reads the
  /// table and the values, a page each, while that request runs.
  @Test
  void keyValueMovesValuesAndForksAChildThatReadsAll() {
    List<String> events =
        text(
            "key-value",
            Map.of(
                "keys", 2L,
                "value", 64L,
                "operations", 2L,
                "reads", 0.0,
                "churn", 1.0,
                "slack", 0.5,
                "save-every", 2L,
                "save-for", 1L));
    List<String> more =
        text(
            "key-value",
            Map.of(
                "keys", 2L,
                "value", 64L,
                "operations", 3L,
                "reads", 0.0,
                "churn", 1.0,
                "slack", 0.5,
                "save-every", 2L,
                "save-for", 1L));
    assertEquals(
        List.of("pid 1000", "exec key-value", "mmap 0:0 4096", "mmap 1:0 4096"),
        events.subList(0, 4));
    String entry = runOf(events.get(7));
    assertEquals(
        List.of("start set", "work 1000", "w " + entry + " 1:128", "end set"),
        events.subList(5, 9));
    String freed = slotOf(events.get(4), entry);
    assertTrue(events.get(11).endsWith(" " + freed), events.get(11) + " uses " + freed);

    assertEquals(events, more.subList(0, events.size()));
    List<String> saving = more.subList(events.size(), more.size());
    assertEquals(
        List.of("fork 1001", "pid 1001", "start save", "pid 1000", "start set"),
        saving.subList(0, 5));
    assertEquals(
        List.of("end set", "pid 1001", "r 0:0 1:0", "end save", "exit", "pid 1000"),
        saving.subList(7, 13));
    assertEquals(13, saving.size());
  }

  /// The slot that was loaded for the key of `entry`: entries and slots alternate.
  private static String slotOf(String load, String entry) {
    List<String> places = List.of(load.split(" "));
    return places.get(places.indexOf(entry) + 1);
  }

  /// Eden has eight pages, two buffers of four; each survivor space, behind it, has one. A quarter
  /// of eden lives, pages 0 and 4: the older half goes to the old generation, the other to the
  /// second survivor space.
  @Test
  void jvmCopiesSurvivorsAndPromotesHalf() {
    assertEquals(
        List.of(
            "pid 1000",
            "exec jvm",
            "mmap 0:0 40960",
            "mmap 1:0 81920",
            "start tlab",
            "w 0:0 0:16320",
            "end tlab",
            "start tlab",
            "w 0:16384 0:32704",
            "end tlab",
            "start young-gc",
            "r 0:0 0:4032",
            "w 1:0 1:4032",
            "r 0:16384 0:20416",
            "w 0:36864 0:40896",
            "end young-gc"),
        text(
            "jvm",
            Map.of(
                "young", 40_960L,
                "old", 81_920L,
                "tlab", 16_384L,
                "survival", 0.25,
                "promotion", 0.5,
                "collections", 1L,
                "reads", 0L,
                "work", 0L)));
  }

  /// As above with everything promoted: two pages a collection of an old generation of twenty. The
  /// eleventh finds it full: of its 20 pages ten live, pages 0, 2, 4 and so on; they move to its
  /// start, and the rest is given back.
  @Test
  void jvmMovesOldObjectsAndGivesMemoryBack() {
    List<String> events =
        text(
            "jvm",
            Map.of(
                "young", 40_960L,
                "old", 81_920L,
                "tlab", 32_768L,
                "survival", 0.25,
                "promotion", 1.0,
                "collections", 11L,
                "reads", 0L,
                "work", 0L));
    int full = events.indexOf("start full-gc");
    assertEquals(
        List.of("r 1:0 1:4032", "w 1:0 1:4032", "r 1:8192 1:12224", "w 1:4096 1:8128"),
        events.subList(full + 1, full + 5));
    assertEquals(
        List.of("madvise 1:40960 40960 4", "end full-gc", "start young-gc"),
        events.subList(full + 21, full + 24));
    assertEquals(10, events.subList(0, full).stream().filter("end young-gc"::equals).count());
  }

  /// Two of four runs in use, none kept: the third request first gives one back.
  @Test
  void arenaGivesFreedRunsBack() {
    List<String> events =
        text(
            "arena",
            Map.of(
                "bytes", 16_384L,
                "run", 4096L,
                "live", 0.5,
                "keep", 0L,
                "operations", 3L,
                "work", 0L));
    String first = runOf(events.get(4));
    String second = runOf(events.get(7));
    assertNotEquals(first, second);
    assertTrue(events.get(10).matches("madvise (" + first + "|" + second + ") 4096 4"));
    String freed = List.of(events.get(10).split(" ")).get(1);
    assertNotEquals(freed.equals(first) ? second : first, runOf(events.get(11)));
    assertEquals(13, events.size());
  }

  private static String runOf(String access) {
    return List.of(access.split(" ")).get(1);
  }

  /// Two of four pages are given back; the guest then uses the others, and fills the two when the
  /// balloon deflates.
  @Test
  void balloonTakesMemoryAndGivesItBackToTheGuest() {
    List<String> events =
        text(
            "balloon",
            Map.of(
                "bytes", 16_384L,
                "balloon", 0.5,
                "cycles", 1L,
                "accesses", 100L,
                "writes", 0.0));
    assertEquals(
        List.of("pid 1000", "exec balloon", "mmap 0:0 16384", "madvise 0:0 16384 14", "fill 0:0 4"),
        events.subList(0, 5));
    String one = runOf(events.get(5));
    String two = runOf(events.get(6));
    assertNotEquals(one, two);
    assertEquals("madvise " + one + " 4096 4", events.get(5));
    assertEquals("madvise " + two + " 4096 4", events.get(6));
    assertEquals("w " + one + " " + two, events.get(8));
    assertFalse(pages(events.get(7)).contains(one) || pages(events.get(7)).contains(two));
    assertEquals(2, pages(events.get(7)).size());
    assertEquals(4, pages(events.get(9)).size());
  }

  private static Set<String> pages(String accesses) {
    Set<String> pages = new HashSet<>();
    for (String place : List.of(accesses.substring(2).split(" "))) {
      pages.add("0:" + (Long.parseLong(place.substring(2)) & -4096));
    }
    return pages;
  }

  @Test
  void processStormKeepsSoManyProcessesAlive() {
    assertEquals(
        List.of(
            "pid 1000",
            "exec storm",
            "mmap 0:0 4096",
            "fill 0:0 1",
            "pid 1000",
            "fork 1001",
            "pid 1001",
            "start process",
            "exec short-lived",
            "mmap 1:0 8192",
            "fill 1:0 2",
            "work 5",
            "pid 1001",
            "end process",
            "exit",
            "pid 1000",
            "fork 1002",
            "pid 1002",
            "start process",
            "exec short-lived",
            "mmap 1:0 8192",
            "fill 1:0 2",
            "work 5",
            "pid 1002",
            "end process",
            "exit"),
        text(
            "process-storm",
            Map.of(
                "processes", 2L,
                "alive", 1L,
                "areas", 1L,
                "area", 8192L,
                "used", 1.0,
                "parent", 4096L,
                "work", 5L)));
  }

  @Test
  void theSeedDecidesAndNothingElse() {
    Map<String, Number> small = Map.of("accesses", 100L, "seed", 1L);
    assertEquals(text("zipf", small), text("zipf", small));
    assertNotEquals(text("zipf", small), text("zipf", Map.of("accesses", 100L, "seed", 2L)));
  }

  /// A stream of a million million accesses is made an event at a time.
  @Test
  void aStreamIsMadeWhenItIsAskedFor() {
    var stream = Events.workload("zipf", Map.of("accesses", 1_000_000_000_000L)).open();
    for (int i = 0; i < 3; i++) {
      stream.next();
    }
    assertEquals(0, stream.position());
    TraceEvent.Accesses first = (TraceEvent.Accesses) stream.next();
    assertEquals(512, first.addresses().length);
    assertEquals(1, stream.position());
  }
}
