package dev.drydock.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The results as a plain table: one line a measurement, columns as wide as they need.
final class ResultTable {
  private static final List<String> TITLES =
      List.of("benchmark", "parameters", "score", "error", "unit", "B/op", "goal", "verdict");

  /// Columns that hold numbers stand to the right.
  private static final List<Boolean> RIGHT =
      List.of(false, false, true, true, false, true, false, false);

  private ResultTable() {}

  /// The table, each line with its end.
  static String of(Results results, List<Goal> goals) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(TITLES);
    for (Measurement measurement : results.measurements()) {
      rows.add(row(measurement, results, goals));
    }
    int[] widths = new int[TITLES.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      text.append(line(row, widths)).append('\n');
    }
    return text.toString();
  }

  private static List<String> row(Measurement measurement, Results results, List<Goal> goals) {
    Measurement.Score score = measurement.score();
    List<String> texts = new ArrayList<>();
    List<String> verdicts = new ArrayList<>();
    for (Goal goal : goals) {
      if (goal.isAbout(measurement)) {
        texts.add(goal.text());
        verdicts.add(goal.verdict(results));
      }
    }
    return List.of(
        measurement.benchmark(),
        measurement.parameterText(),
        decimal(score.value()),
        Double.isNaN(score.error()) ? "" : "±" + decimal(score.error()),
        score.unit(),
        decimal(measurement.allocatedBytes()),
        String.join("; ", texts),
        String.join("; ", verdicts));
  }

  private static String decimal(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.2f", value);
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String padding = " ".repeat(widths[i] - row.get(i).length());
      String cell = row.get(i);
      line.append(RIGHT.get(i) ? padding + cell : cell + padding).append("  ");
    }
    return line.toString().stripTrailing();
  }
}
