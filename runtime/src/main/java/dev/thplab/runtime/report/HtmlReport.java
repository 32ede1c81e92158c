package dev.thplab.runtime.report;

import dev.thplab.runtime.Resources;
import dev.thplab.runtime.chart.Chart;
import dev.thplab.runtime.chart.Paper;
import dev.thplab.runtime.chart.SvgRenderer;
import dev.thplab.runtime.chart.VegaLite;
import dev.thplab.runtime.experiment.Prose;
import dev.thplab.runtime.report.Findings.Drawn;
import dev.thplab.runtime.report.Findings.Rows;
import dev.thplab.runtime.report.Findings.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// An experiment as one page of HTML that loads nothing: prose, charts with a table beside each,
/// what was expected, where it all comes from, and the results as JSON.
final class HtmlReport {
  /// Measures of comparisons that the page has in a table; all are in its JSON.
  private static final List<String> MEASURES =
      List.of(
          "case",
          "seed",
          "pgfault",
          "thp_fault_alloc",
          "fallbacks",
          "rss_peak_bytes",
          "never_touched_bytes",
          "fault_time_total_ns",
          "tlb_walks",
          "policy_calls");

  private final Report report;
  private final SvgRenderer renderer;
  private final StringBuilder html = new StringBuilder();

  private HtmlReport(Report report, SvgRenderer renderer) {
    this.report = report;
    this.renderer = renderer;
  }

  /// The page.
  static String of(Report report, SvgRenderer renderer) {
    return new HtmlReport(report, renderer).page();
  }

  private String page() {
    boolean hasCharts =
        report
            .findings()
            .flatMap(found -> found.shown().stream())
            .anyMatch(Drawn.class::isInstance);
    PageScripts scripts = hasCharts ? PageScripts.withVega() : PageScripts.none();
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.append("<meta http-equiv=\"Content-Security-Policy\" content=\"")
        .append(scripts.policy())
        .append("\">\n");
    html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.append("<meta name=\"color-scheme\" content=\"light dark\">\n");
    html.append(Html.element("title", report.title())).append('\n');
    html.append("<style>\n")
        .append(Resources.text(HtmlReport.class, "report.css"))
        .append("</style>\n</head>\n<body>\n");
    html.append("<main>\n");
    sections();
    html.append(new ProvenancePart(report).html());
    html.append("</main>\n");
    html.append("<script type=\"application/json\" id=\"results\">\n")
        .append(Html.json("[" + String.join(",\n", report.lines()) + "]"))
        .append("\n</script>\n");
    html.append(scripts.html());
    return html.append("</body>\n</html>\n").toString();
  }

  private void sections() {
    List<Report.Section> sections = new ArrayList<>(report.sections());
    String title = report.title();
    String behindTitle = "";
    if (sections.getFirst() instanceof Report.Text(Prose prose)) {
      String heading = ProseHtml.title(prose.text());
      if (heading != null) {
        title = heading;
        behindTitle = ProseHtml.htmlBehindTitle(prose.text());
        sections.removeFirst();
      }
    }
    html.append("<header>\n").append(Html.element("h1", title)).append('\n');
    html.append(verdict()).append("</header>\n").append(behindTitle);
    for (Report.Section section : sections) {
      switch (section) {
        case Report.Text(Prose prose) -> html.append(ProseHtml.html(prose.text()));
        case Report.Ran ran -> cell(ran);
      }
    }
  }

  /// In one line, whether what the experiment expects holds.
  private String verdict() {
    List<Expected> expectations =
        report.findings().flatMap(found -> found.expectations().stream()).toList();
    long nrFailed = expectations.stream().filter(expected -> !expected.holds()).count();
    boolean ended = report.findings().allMatch(found -> "done".equals(found.end()));
    String text =
        nrFailed == 0
            ? "✓ %d %s"
                .formatted(
                    expectations.size(),
                    expectations.size() == 1 ? "expectation holds" : "expectations hold")
            : "✗ %d of %d expectations %s"
                .formatted(nrFailed, expectations.size(), nrFailed == 1 ? "fails" : "fail");
    if (!ended) {
      text = "✗ A cell failed, those behind it did not run. " + text.substring(2) + ".";
    } else if (expectations.isEmpty()) {
      text = "Nothing was expected.";
    }
    return "<p class=\"verdict %s\">%s</p>\n"
        .formatted(nrFailed == 0 && ended ? "holds" : "fails", Html.escape(text));
  }

  private void cell(Report.Ran ran) {
    Findings found = ran.found();
    html.append("<section class=\"cell\" id=\"cell-")
        .append(Html.escape(ran.cell().id()))
        .append("\">\n");
    html.append("<details class=\"source\"><summary>Script of cell ")
        .append(Html.element("code", ran.cell().id()))
        .append("</summary>\n<pre><code>")
        .append(Html.escape(ran.cell().source().strip()))
        .append("</code></pre></details>\n");
    for (Findings.Shown shown : found.shown()) {
      switch (shown) {
        case Drawn(Chart chart, String _) -> chart(chart);
        case Rows(String name, List<Map<String, Object>> rows) -> table(name, RowTable.of(rows));
        case Value(String text, List<Map<String, Object>> rows) -> {
          if (rows == null) {
            html.append("<pre class=\"value\">").append(Html.escape(text)).append("</pre>\n");
          } else {
            table("Value", RowTable.of(rows));
          }
        }
      }
    }
    html.append(ExpectationPart.html(found.expectations()));
    comparisons(found.comparisons());
    end(found);
    html.append("</section>\n");
  }

  private void chart(Chart chart) {
    html.append("<figure>\n").append(Html.element("figcaption", chart.title())).append('\n');
    html.append("<div class=\"beside\">\n<div class=\"chart\"></div>\n");
    html.append("<script type=\"application/json\" class=\"specification\">")
        .append(Html.json(VegaLite.json(chart, Paper.PAGE, VegaLite.VERSION)))
        .append("</script>\n");
    html.append("<noscript>").append(renderer.svg(chart)).append("</noscript>\n");
    html.append("<div class=\"table\">\n")
        .append(new RowTable(chart.fields(), chart.rows()).html())
        .append("</div>\n</div>\n</figure>\n");
  }

  private void table(String caption, RowTable table) {
    html.append("<figure>\n").append(Html.element("figcaption", caption)).append('\n');
    html.append("<div class=\"table\">\n").append(table.html()).append("</div>\n</figure>\n");
  }

  private void comparisons(List<Map<String, Object>> comparisons) {
    if (comparisons.isEmpty()) {
      return;
    }
    html.append(
        "<details class=\"comparisons\"><summary>What was compared: %d %s</summary>\n"
            .formatted(comparisons.size(), comparisons.size() == 1 ? "run" : "runs"));
    html.append("<div class=\"table\">\n")
        .append(new RowTable(MEASURES, comparisons).html())
        .append("</div>\n</details>\n");
  }

  private void end(Findings found) {
    if (found.end() == null) {
      html.append("<p class=\"end\">This cell did not run.</p>\n");
    } else if (found.message() != null) {
      html.append("<p class=\"end fails\">✗ ")
          .append(Html.escape("The cell " + found.end().replace('-', ' ') + ": " + found.message()))
          .append("</p>\n");
    }
  }
}
