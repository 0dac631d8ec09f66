package dev.drydock.cli;

import dev.drydock.scenarios.report.MatrixReport;
import dev.drydock.scenarios.report.MatrixReport.Answer;
import dev.drydock.scenarios.report.MatrixReport.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Who reaches whom as a table for people; a letter stands for what stopped a flow.
///
/// ```
///   numbers, Docker 29
///
///         web:80/tcp  host:80/tcp  pc
///   web   -           yes          yes
///   pc    a           yes          -
///
///   a  no answer; host/eth0 raw: ...
///
///   4 of 5 arrive
/// ```
final class MatrixTable {
  /// Wider tables have numbers in place of names, which stand below.
  private static final int WIDTH_MAX = 100;

  private static final String GAP = "  ";
  private static final int LETTERS = 26;

  private final MatrixReport matrix;
  private final Map<String, String> letters = new LinkedHashMap<>();
  private final StringBuilder text = new StringBuilder();

  private MatrixTable(MatrixReport matrix) {
    this.matrix = matrix;
  }

  /// The text, each line with its end.
  static String of(MatrixReport matrix) {
    return Words.visible(new MatrixTable(matrix).write());
  }

  private String write() {
    text.append(matrix.scenario()).append(", Docker ").append(matrix.engine()).append("\n\n");
    List<List<String>> rows = rows();
    boolean isWide = width(rows) > WIDTH_MAX;
    if (isWide) {
      for (int i = 0; i < matrix.targets().size(); i++) {
        rows.getFirst().set(i + 1, Integer.toString(i + 1));
      }
    }
    List<Integer> widths = widths(rows);
    rows.forEach(row -> line(row, widths));
    if (isWide) {
      text.append('\n');
      for (int i = 0; i < matrix.targets().size(); i++) {
        text.append("%2d  %s\n".formatted(i + 1, matrix.targets().get(i)));
      }
    }
    if (!letters.isEmpty()) {
      text.append('\n');
      letters.forEach((reason, letter) -> text.append("%-3s%s\n".formatted(letter, reason)));
    }
    long asked = matrix.cells().size() - matrix.count(Answer.ITSELF);
    text.append("\n%d of %d arrive\n".formatted(matrix.count(Answer.YES), asked));
    return text.toString();
  }

  private List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>();
    head.add("");
    head.addAll(matrix.targets());
    rows.add(head);
    for (int sender = 0; sender < matrix.senders().size(); sender++) {
      List<String> row = new ArrayList<>();
      row.add(matrix.senders().get(sender));
      for (int target = 0; target < matrix.targets().size(); target++) {
        row.add(word(matrix.cell(sender, target)));
      }
      rows.add(row);
    }
    return rows;
  }

  private String word(Cell cell) {
    return switch (cell.answer()) {
      case YES -> "yes";
      case ITSELF -> "-";
      case NO -> letter(cell.reason());
      case UNKNOWN -> letter("cannot be told: " + cell.reason());
    };
  }

  private String letter(String reason) {
    String known = letters.get(reason);
    if (known != null) {
      return known;
    }
    String letter = letter(letters.size());
    letters.put(reason, letter);
    return letter;
  }

  /// a, b ... z, aa, ab ...
  private static String letter(int index) {
    String last = Character.toString('a' + index % LETTERS);
    return index < LETTERS ? last : letter(index / LETTERS - 1) + last;
  }

  private static int width(List<List<String>> rows) {
    return widths(rows).stream().mapToInt(width -> width + GAP.length()).sum() - GAP.length();
  }

  private static List<Integer> widths(List<List<String>> rows) {
    List<Integer> widths = new ArrayList<>();
    for (int column = 0; column < rows.getFirst().size(); column++) {
      int at = column;
      widths.add(rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0));
    }
    return widths;
  }

  private void line(List<String> row, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String cell = row.get(column);
      line.append(cell).repeat(" ", widths.get(column) - cell.length() + GAP.length());
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }
}
