package dev.thplab.runtime.scenario;

/// Faults of one operation that were alike: one, or several at equal distances.
///
/// @param address where the first was
/// @param count how many there were
/// @param strideBytes distance from each to the next; 0 for a single one
/// @param minorFaults faults that each access took; 0 where a signal ended it
/// @param page what each then found
public record FaultEvent(
    long address, int count, long strideBytes, int minorFaults, PageState page) {
  /// Whether the page lies in its folio where natural alignment would have it; true of what is not
  /// anonymous.
  boolean isNatural() {
    return isNatural(address, page);
  }

  static boolean isNatural(long address, PageState page) {
    int mask = (1 << page.order()) - 1;
    return !page.isAnon() || ((int) (address >> 12) & mask) == page.folioPage();
  }
}
