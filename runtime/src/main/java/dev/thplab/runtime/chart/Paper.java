package dev.thplab.runtime.chart;

/// What a chart is drawn on.
///
/// @param ink colour of text and lines
/// @param background colour behind it; null shows what is there
/// @param width of the chart in pixels, or `container` to fill what holds it
public record Paper(String ink, String background, Object width) {
  /// A page that sets the colour of text, dark or light, and has a place for the chart.
  public static final Paper PAGE = new Paper("currentColor", null, "container");

  /// White, for whoever shows a picture without knowing what is around it.
  public static final Paper WHITE = new Paper("#222222", "#ffffff", 640);
}
