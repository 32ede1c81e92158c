package dev.thplab.runtime.report;

import java.util.List;

/// What a cell expected, each with what was found and how far that is from the limit.
final class ExpectationPart {
  /// How many that all hold are shown before they are folded.
  private static final int FEW = 6;

  private static final String CLOSING = "</tbody>\n</table>\n</div>\n</details>\n";

  private ExpectationPart() {}

  /// The part of a cell; nothing if it expected nothing.
  static String html(List<Expected> expectations) {
    if (expectations.isEmpty()) {
      return "";
    }
    long nrHold = expectations.stream().filter(Expected::holds).count();
    boolean allHold = nrHold == expectations.size();
    boolean open = !allHold || expectations.size() <= FEW;
    StringBuilder html =
        new StringBuilder(
            """
            <details class="expectations"%s><summary>%s Expected: %d of %d %s</summary>
            <div class="table">
            <table>
            <thead><tr>
            <th></th><th scope="col">what</th><th scope="col" class="number">found</th>
            <th scope="col">wanted</th><th scope="col" class="number">margin</th>
            </tr></thead>
            <tbody>
            """
                .formatted(
                    open ? " open" : "",
                    mark(allHold),
                    nrHold,
                    expectations.size(),
                    nrHold == 1 ? "holds" : "hold"));
    for (Expected expected : expectations) {
      html.append(row(expected));
    }
    return html.append(CLOSING).toString();
  }

  private static String row(Expected expected) {
    String row =
        """
        <tr class="%s"><td>%s</td><td>%s</td><td class="number">%s</td><td>%s</td><td class="number">%s</td></tr>
        """
            .formatted(
                expected.holds() ? "holds" : "fails",
                mark(expected.holds()),
                Html.escape(expected.what()),
                Html.escape(expected.found()),
                Html.escape(expected.wanted()),
                Html.escape(expected.margin()));
    return expected.holds()
        ? row
        : row
            + """
            <tr class="problem"><td></td><td colspan="4">%s</td></tr>
            """
                .formatted(Html.escape(expected.problem()));
  }

  private static String mark(boolean holds) {
    return holds ? "✓" : "✗";
  }
}
