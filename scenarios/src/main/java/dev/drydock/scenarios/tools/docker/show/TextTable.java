package dev.drydock.scenarios.tools.docker.show;

import java.util.ArrayList;
import java.util.List;

/// Columns as docker's tables have them: each as wide as its widest cell and three spaces more; the
/// last is not filled up (Go `text/tabwriter`, minimum width 10, padding 3).
public final class TextTable {
  private static final int MINIMUM_WIDTH = 10;
  private static final int PADDING = 3;

  private final int minimumWidth;
  private final int padding;
  private final List<List<String>> rows = new ArrayList<>();

  public TextTable() {
    this(MINIMUM_WIDTH);
  }

  /// A table whose columns are at least so wide.
  public TextTable(int minimumWidth) {
    this(minimumWidth, PADDING);
  }

  /// A table with other gaps.
  public TextTable(int minimumWidth, int padding) {
    this.minimumWidth = minimumWidth;
    this.padding = padding;
  }

  public void row(List<String> cells) {
    rows.add(List.copyOf(cells));
  }

  public List<String> lines() {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).codePointCount(0, row.get(i).length()));
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String cell = row.get(i);
        line.append(cell);
        if (i < row.size() - 1) {
          int width = Math.max(minimumWidth, widths[i] + padding);
          line.repeat(' ', width - cell.codePointCount(0, cell.length()));
        }
      }
      lines.add(line.toString());
    }
    return lines;
  }
}
