package dev.thplab.runtime.chart;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// A chart as notebooks keep it: a MIME bundle, of which each viewer shows the richest form that it
/// knows.
public final class ChartBundle {
  private ChartBundle() {}

  /// The chart for Vega-Lite, as a picture, and as `text`.
  ///
  /// @return JSON values by MIME type
  public static SequencedMap<String, Object> of(Chart chart, String text, SvgRenderer renderer) {
    SequencedMap<String, Object> bundle = new LinkedHashMap<>();
    bundle.put(
        VegaLite.NOTEBOOK_TYPE, VegaLite.spec(chart, Paper.WHITE, VegaLite.NOTEBOOK_VERSION));
    bundle.put("image/svg+xml", renderer.svg(chart));
    bundle.put("text/plain", text);
    return bundle;
  }
}
