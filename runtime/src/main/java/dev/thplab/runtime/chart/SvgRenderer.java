package dev.thplab.runtime.chart;

import dev.thplab.runtime.script.OwnScripts;

/// Draws charts as SVG: Vega runs inside thplab's own script engine, without a browser.
///
/// The first chart takes a second or two, in which the libraries are loaded. Use it from one
/// thread.
public final class SvgRenderer implements AutoCloseable {
  private OwnScripts scripts;

  /// Draws a chart: the same chart gives the same text.
  public String svg(Chart chart) {
    return svg(VegaLite.json(chart, Paper.WHITE, VegaLite.VERSION));
  }

  /// Draws what a specification of Vega-Lite in JSON describes.
  String svg(String specification) {
    if (scripts == null) {
      scripts = load();
    }
    scripts.call("draw", specification);
    return scripts.call("drawing", "");
  }

  private static OwnScripts load() {
    OwnScripts scripts = new OwnScripts();
    scripts.load("svg.js", VegaFiles.text("svg.js"));
    for (String library : new String[] {"vega", "vega-lite"}) {
      scripts.load(library, VegaFiles.script(library));
    }
    return scripts;
  }

  @Override
  public void close() {
    if (scripts != null) {
      scripts.close();
    }
  }
}
