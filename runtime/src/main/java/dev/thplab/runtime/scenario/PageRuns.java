package dev.thplab.runtime.scenario;

import java.util.ArrayList;
import java.util.List;

/// Divides the pages of a VMA into runs: complete folios of one order in a row, pieces of folios,
/// and stretches of like base or zero pages. Pages without anything are left out.
public final class PageRuns {
  private final PageState[] pages;
  private final long firstPage;

  private PageRuns(PageState[] pages, long firstPage) {
    this.pages = pages;
    this.firstPage = firstPage;
  }

  /// Returns the runs of `pages`; `firstPage` is the page number of the first one's address.
  public static List<PageRun> of(PageState[] pages, long firstPage) {
    PageRuns runs = new PageRuns(pages, firstPage);
    List<PageRun> result = new ArrayList<>();
    int i = 0;
    while (i < pages.length) {
      PageRun run = runs.from(i);
      if (!run.first().equals(PageState.NONE)) {
        result.add(run);
      }
      i += run.nrPages();
    }
    return result;
  }

  private PageRun from(int i) {
    PageState first = pages[i];
    if (!first.isOfLargeFolio()) {
      int end = i + 1;
      while (end < pages.length && pages[end].looksLike(first)) {
        end++;
      }
      return new PageRun(PageRun.Form.BASE, i, end - i, first, 0, false);
    }
    int size = 1 << first.order();
    int folios = 0;
    int end = i;
    while (isWholeFolio(end, first)) {
      folios++;
      end += size;
    }
    if (folios > 0) {
      boolean aligned = ((firstPage + i) & (size - 1)) == 0;
      return new PageRun(PageRun.Form.FOLIOS, i, end - i, first, folios, aligned);
    }
    end = i + 1;
    while (end < pages.length && continues(first, end, end - i)) {
      end++;
    }
    return new PageRun(PageRun.Form.PIECE, i, end - i, first, 0, false);
  }

  /// Whether a folio that looks like `model` is mapped in full from page `i` on.
  private boolean isWholeFolio(int i, PageState model) {
    int size = 1 << model.order();
    if (i + size > pages.length || pages[i].folioPage() != 0 || !pages[i].looksLike(model)) {
      return false;
    }
    for (int k = 1; k < size; k++) {
      if (!continues(pages[i], i + k, k)) {
        return false;
      }
    }
    return true;
  }

  /// Whether page `i` is the one `distance` behind `first` in the same folio, and as exclusive.
  private boolean continues(PageState first, int i, int distance) {
    PageState page = pages[i];
    return page.present()
        && page.head() == first.head()
        && page.folioPage() == first.folioPage() + distance
        && page.mappedOnce() == first.mappedOnce();
  }
}
