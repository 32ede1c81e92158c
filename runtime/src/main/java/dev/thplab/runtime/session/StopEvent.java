package dev.thplab.runtime.session;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What a stop may wait for.
enum StopEvent {
  /// A page fault for which orders were considered was served, or failed.
  FAULT,

  /// A page fault wanted an order and found no memory for it.
  FALLBACK,

  /// khugepaged or MADV_COLLAPSE made a huge page.
  COLLAPSE,

  /// A large folio was split into base pages, or a huge mapping into PTEs.
  SPLIT,

  /// A policy failed, so that the kernel decided instead.
  STRIKE;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> labels() {
    return Arrays.stream(values()).map(StopEvent::label).toList();
  }
}
