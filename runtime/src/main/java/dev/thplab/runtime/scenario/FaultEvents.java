package dev.thplab.runtime.scenario;

import java.util.ArrayList;
import java.util.List;

/// Collects the faults of one operation and folds like ones at equal distances into one
/// [FaultEvent].
///
/// Two faults are alike if they took the same number of minor faults and found pages of the same
/// kind, order and mapping. A page that does not lie naturally in its folio is never folded, so
/// that its place in the folio can be told.
public final class FaultEvents {
  private final List<FaultEvent> events = new ArrayList<>();
  private long faults;
  private FaultEvent open;
  private long lastAddress;

  /// Adds an access that took `minorFaults` faults and found `page`.
  public void add(long address, int minorFaults, PageState page) {
    faults += minorFaults;
    if (open != null && joins(address, minorFaults, page)) {
      long stride = address - lastAddress;
      open = new FaultEvent(open.address(), open.count() + 1, stride, minorFaults, open.page());
    } else {
      close();
      open = new FaultEvent(address, 1, 0, minorFaults, page);
    }
    lastAddress = address;
  }

  private boolean joins(long address, int minorFaults, PageState page) {
    return open.minorFaults() == minorFaults
        && open.page().looksLike(page)
        && (open.count() == 1 ? open.isNatural() : open.strideBytes() == address - lastAddress)
        && FaultEvent.isNatural(address, page);
  }

  private void close() {
    if (open != null) {
      events.add(open);
      open = null;
    }
  }

  /// Minor faults so far.
  public long faults() {
    return faults;
  }

  /// Returns the folded events and starts anew.
  public List<FaultEvent> take() {
    close();
    List<FaultEvent> taken = List.copyOf(events);
    events.clear();
    faults = 0;
    return taken;
  }
}
