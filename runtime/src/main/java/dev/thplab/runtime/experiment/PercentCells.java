package dev.thplab.runtime.experiment;

import java.util.List;

/// Cells of JavaScript in the percent format that editors and jupytext know.
final class PercentCells {
  private static final String MARK = "// %%";
  private static final String PROSE = "[markdown]";

  private PercentCells() {}

  /// Reads the cells behind the first `skip` lines.
  static List<Cell> read(String file, Header header, List<String> lines, int skip) {
    CellBuilder cells = new CellBuilder(file, header);
    String options = "";
    int start = skip;
    for (int i = skip; i <= lines.size(); i++) {
      if (i == lines.size() || lines.get(i).startsWith(MARK)) {
        if (!options.strip().startsWith(PROSE)) {
          cells.add(options, start, String.join("\n", lines.subList(start, i)), start + 1);
        }
        options = i == lines.size() ? "" : lines.get(i).substring(MARK.length());
        start = i + 1;
      }
    }
    return cells.cells();
  }
}
