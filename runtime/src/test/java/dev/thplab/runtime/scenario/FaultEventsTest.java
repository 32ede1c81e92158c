package dev.thplab.runtime.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FaultEventsTest {
  private static final long BASE = 0x2000_0000_0000L;

  private final FaultEvents events = new FaultEvents();

  private static PageState anon(int order, int folioPage) {
    return new PageState(true, "anon", order, folioPage, 512, false, true);
  }

  @Test
  void foldsLikeFaultsAtEqualDistances() {
    PageState page = anon(4, 0);
    events.add(BASE, 1, page);
    events.add(BASE + 0x10000, 1, page);
    events.add(BASE + 0x20000, 1, page);

    assertThat(events.faults()).isEqualTo(3);
    assertThat(events.take()).containsExactly(new FaultEvent(BASE, 3, 0x10000, 1, page));
  }

  @Test
  void foldsTheFirstTwoWhateverTheirDistanceAndStopsWhenItChanges() {
    PageState page = anon(0, 0);
    events.add(BASE + 0x7000, 1, page);
    events.add(BASE + 0x2000, 1, page);
    events.add(BASE + 0x3000, 1, page);
    events.add(BASE + 0x4000, 1, page);

    assertThat(events.take())
        .containsExactly(
            new FaultEvent(BASE + 0x7000, 2, -0x5000, 1, page),
            new FaultEvent(BASE + 0x3000, 2, 0x1000, 1, page));
  }

  @Test
  void keepsFaultsOfAnotherOrderKindMappingOrNumberApart() {
    events.add(BASE, 1, anon(0, 0));
    events.add(BASE + 0x4000, 1, anon(2, 0));
    events.add(BASE + 0x8000, 1, new PageState(true, "zero", 0, 0, 0, false, false));
    events.add(BASE + 0x9000, 1, anon(0, 0));
    events.add(BASE + 0xa000, 2, anon(0, 0));
    events.add(BASE + 0xb000, 2, new PageState(true, "anon", 0, 0, 9, false, false));

    assertThat(events.take()).hasSize(6).allMatch(event -> event.count() == 1);
  }

  @Test
  void neverFoldsPagesThatDoNotLieNaturallyInTheirFolio() {
    // Page 1 of an order-2 folio at an address that is a multiple of its size, as after mremap.
    events.add(BASE, 1, anon(2, 1));
    events.add(BASE + 0x4000, 1, anon(2, 1));
    events.add(BASE + 0x9000, 1, anon(2, 1));

    assertThat(events.take()).extracting(FaultEvent::count).containsExactly(1, 1, 1);
  }

  @Test
  void foldsSignalsAndCountsNoFaultsForThem() {
    PageState signal = PageState.unmapped("SIGSEGV");
    events.add(BASE, 0, signal);
    events.add(BASE + 0x1000, 0, signal);

    assertThat(events.faults()).isZero();
    assertThat(events.take()).containsExactly(new FaultEvent(BASE, 2, 0x1000, 0, signal));
  }

  @Test
  void startsAnewAfterTake() {
    events.add(BASE, 1, anon(0, 0));
    events.take();
    events.add(BASE + 0x1000, 1, anon(0, 0));

    assertThat(events.faults()).isEqualTo(1);
    assertThat(events.take()).extracting(FaultEvent::address).containsExactly(BASE + 0x1000);
  }
}
