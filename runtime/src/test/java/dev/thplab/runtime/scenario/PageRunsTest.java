package dev.thplab.runtime.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PageRunsTest {
  private static final PageState ZERO = new PageState(true, "zero", 0, 0, 0, false, false);

  private final List<PageState> pages = new ArrayList<>();

  private static PageState page(int order, int head, int folioPage) {
    return new PageState(true, "anon", order, folioPage, head, false, true);
  }

  private PageRunsTest folio(int order, int head, int from, int to) {
    for (int i = from; i < to; i++) {
      pages.add(page(order, head, i));
    }
    return this;
  }

  private PageRunsTest times(int count, PageState page) {
    for (int i = 0; i < count; i++) {
      pages.add(page);
    }
    return this;
  }

  private List<PageRun> runs(long firstPage) {
    return PageRuns.of(pages.toArray(PageState[]::new), firstPage);
  }

  @Test
  void countsCompleteFoliosInARow() {
    folio(2, 64, 0, 4).folio(2, 32, 0, 4).folio(2, 96, 0, 4);

    assertThat(runs(1024))
        .containsExactly(new PageRun(PageRun.Form.FOLIOS, 0, 12, page(2, 64, 0), 3, true));
  }

  @Test
  void saysThatFoliosDoNotLieAtMultiplesOfTheirSize() {
    folio(2, 64, 0, 4);

    assertThat(runs(1026)).extracting(PageRun::addressAligned).containsExactly(false);
  }

  @Test
  void showsTheRestOfAFolioAsPieces() {
    // An order-3 folio without its page 2, then a complete one.
    folio(3, 64, 0, 2).times(1, PageState.NONE).folio(3, 64, 3, 8).folio(3, 72, 0, 8);

    assertThat(runs(0))
        .containsExactly(
            new PageRun(PageRun.Form.PIECE, 0, 2, page(3, 64, 0), 0, false),
            new PageRun(PageRun.Form.PIECE, 3, 5, page(3, 64, 3), 0, false),
            new PageRun(PageRun.Form.FOLIOS, 8, 8, page(3, 72, 0), 1, true));
  }

  @Test
  void endsAPieceWhereThePagesOfTheFolioAreNotInOrder() {
    folio(2, 64, 1, 3).folio(2, 64, 2, 4);

    assertThat(runs(0)).extracting(PageRun::nrPages).containsExactly(2, 2);
  }

  @Test
  void breaksAFolioThatIsSharedInPart() {
    folio(2, 64, 0, 2);
    pages.add(new PageState(true, "anon", 2, 2, 64, false, false));
    pages.add(new PageState(true, "anon", 2, 3, 64, false, false));

    assertThat(runs(0))
        .extracting(PageRun::form, PageRun::offset, PageRun::nrPages)
        .containsExactly(tuple(PageRun.Form.PIECE, 0, 2), tuple(PageRun.Form.PIECE, 2, 2));
  }

  @Test
  void joinsBasePagesAndZeroPagesAndLeavesHolesOut() {
    folio(0, 7, 0, 1).folio(0, 3, 0, 1).times(2, ZERO).times(5, PageState.NONE).times(1, ZERO);

    assertThat(runs(0))
        .containsExactly(
            new PageRun(PageRun.Form.BASE, 0, 2, page(0, 7, 0), 0, false),
            new PageRun(PageRun.Form.BASE, 2, 2, ZERO, 0, false),
            new PageRun(PageRun.Form.BASE, 9, 1, ZERO, 0, false));
  }

  @Test
  void joinsHugeZeroRanges() {
    PageState hugeZero = new PageState(true, "huge_zero", 9, 0, 0, true, false);
    times(1024, hugeZero);

    assertThat(runs(0))
        .containsExactly(new PageRun(PageRun.Form.BASE, 0, 1024, hugeZero, 0, false));
  }

  @Test
  void showsGuardMarkers() {
    PageState guard = PageState.unmapped("swap");
    times(3, PageState.NONE).times(2, guard);

    assertThat(runs(0)).containsExactly(new PageRun(PageRun.Form.BASE, 3, 2, guard, 0, false));
  }
}
