package dev.thplab.runtime.scenario;

/// Neighbouring pages of a VMA that are backed alike.
///
/// @param form how to read the run
/// @param offset index in the VMA of its first page
/// @param nrPages its length
/// @param first what backs its first page
/// @param folios how many folios it consists of, for [Form#FOLIOS]
/// @param addressAligned whether each folio begins at a multiple of its size, for [Form#FOLIOS]
public record PageRun(
    Form form, int offset, int nrPages, PageState first, int folios, boolean addressAligned) {
  /// Kinds of runs.
  public enum Form {
    /// Base pages, zero pages or markers.
    BASE,
    /// Large folios, each mapped from its first to its last page.
    FOLIOS,
    /// Part of a large folio.
    PIECE
  }
}
