package dev.thplab.runtime.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// What Vega draws: each mark of its SVG says in `aria-label` which values it shows.
final class SvgRendererTest {
  private static final SvgRenderer RENDERER = new SvgRenderer();
  private static final Pattern MARK =
      Pattern.compile(
          "aria-label=\"([^\"]*)\" role=\"graphics-symbol\" aria-roledescription=\"(bar|point)\"");

  @AfterAll
  static void close() {
    RENDERER.close();
  }

  private static List<String> marks(String svg) {
    return MARK.matcher(svg).results().map((MatchResult mark) -> mark.group(1)).toList();
  }

  @Test
  void everyRowIsDrawnInItsUnit() {
    List<Map<String, Object>> rows =
        List.of(
            Map.of("order", 2L, "rss_bytes", 16L << 20),
            Map.of("order", 9L, "rss_bytes", 3L << 19));
    Chart chart = new Chart("Memory <by> order", "order", "rss_bytes", null, rows);
    String svg = RENDERER.svg(chart);
    assertThat(marks(svg))
        .containsExactly(
            "order: 2; rss (MiB): 16; rss_bytes: 16,777,216",
            "order: 9; rss (MiB): 1.5; rss_bytes: 1,572,864");
    assertThat(svg)
        .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"")
        .contains(">Memory &lt;by&gt; order</text>")
        .contains("#0072B2");
    assertThat(RENDERER.svg(chart)).isEqualTo(svg);
    try (SvgRenderer other = new SvgRenderer()) {
      assertThat(other.svg(chart)).isEqualTo(svg);
    }
  }

  /// Dots and brackets are paths in Vega-Lite, quotes and backslashes end texts of its expressions.
  @Test
  void namesMayHaveAnyCharacter() {
    String x = "what.it's [\"x\"] \\ of";
    Chart chart =
        new Chart("T", x, "a.b's[0]", "c.d", List.of(Map.of(x, "one", "a.b's[0]", 7L, "c.d", "s")));
    assertThat(marks(RENDERER.svg(chart)))
        .singleElement()
        .satisfies(mark -> assertThat(mark).contains(": one; ").contains("a.b's[0]: 7"));
  }

  @Test
  void notebooksGetTheSpecificationThePictureAndTheText() {
    Chart chart = new Chart("T", "x", "y", null, List.of(Map.of("x", 1L, "y", 1L)));
    assertThat(ChartBundle.of(chart, "in words", RENDERER))
        .containsOnlyKeys("application/vnd.vegalite.v5+json", "image/svg+xml", "text/plain")
        .containsEntry("text/plain", "in words")
        .containsEntry("image/svg+xml", RENDERER.svg(chart));
  }

  @Test
  void seriesDifferInColourAndShapeAndHaveOneLegend() {
    List<Map<String, Object>> rows =
        List.of(
            Map.of("x", 1L, "y", 1L, "of", "never"),
            Map.of("x", 2L, "y", 2L, "of", "never"),
            Map.of("x", 1L, "y", 3L, "of", "always"));
    String svg = RENDERER.svg(new Chart("T", "x", "y", "of", rows));
    assertThat(marks(svg)).hasSize(3);
    assertThat(Pattern.compile("aria-roledescription=\"legend\"").matcher(svg).results())
        .hasSize(1);
    assertThat(svg.indexOf(">never</text>")).isBetween(0, svg.indexOf(">always</text>"));
  }
}
