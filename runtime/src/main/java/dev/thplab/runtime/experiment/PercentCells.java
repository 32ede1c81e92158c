package dev.thplab.runtime.experiment;

import java.util.List;

/// Cells of JavaScript in the percent format that editors and jupytext know, and the prose between
/// them, which stands in comments.
final class PercentCells {
  private static final String MARK = "// %%";
  private static final String PROSE = "[markdown]";

  private PercentCells() {}

  /// Reads what is behind the first `skip` lines.
  static List<Experiment.Part> read(String file, Header header, List<String> lines, int skip) {
    CellBuilder cells = new CellBuilder(file, header);
    String options = "";
    int start = skip;
    for (int i = skip; i <= lines.size(); i++) {
      if (i == lines.size() || lines.get(i).startsWith(MARK)) {
        if (options.strip().startsWith(PROSE)) {
          cells.addProse(lines.subList(start, i).stream().map(PercentCells::uncommented).toList());
        } else {
          cells.add(options, start, String.join("\n", lines.subList(start, i)), start + 1);
        }
        options = i == lines.size() ? "" : lines.get(i).substring(MARK.length());
        start = i + 1;
      }
    }
    return cells.parts();
  }

  private static String uncommented(String line) {
    return line.replaceFirst("^// ?", "");
  }
}
