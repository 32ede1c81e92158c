package dev.thplab.runtime.words;

import java.util.List;

/// Names in as few rows as a screen allows, sorted downwards, as `ls` shows them.
final class NameColumns {
  private static final int GAP = 2;

  private NameColumns() {}

  static String layOut(List<String> names, int width) {
    for (int rows = 1; rows < names.size(); rows++) {
      int[] widths = widths(names, rows);
      int sum = 0;
      for (int column : widths) {
        sum += column;
      }
      if (sum < width) {
        return text(names, rows, widths);
      }
    }
    return text(names, Math.max(1, names.size()), widths(names, Math.max(1, names.size())));
  }

  /// The width of each column, its gap included but in the last.
  private static int[] widths(List<String> names, int rows) {
    int[] widths = new int[(names.size() + rows - 1) / rows];
    for (int i = 0; i < names.size(); i++) {
      int column = i / rows;
      int gap = column == widths.length - 1 ? 0 : GAP;
      widths[column] = Math.max(widths[column], names.get(i).length() + gap);
    }
    return widths;
  }

  private static String text(List<String> names, int rows, int[] widths) {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < Math.min(rows, names.size()); row++) {
      for (int i = row; i < names.size(); i += rows) {
        boolean isLast = i + rows >= names.size();
        String name = names.get(i);
        text.append(name).repeat(' ', isLast ? 0 : widths[i / rows] - name.length());
      }
      text.append('\n');
    }
    return text.toString();
  }
}
