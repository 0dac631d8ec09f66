package dev.drydock.scenarios.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Writes runs of a sweep as rows of a table (RFC 4180, but with plain line ends).
///
/// ```
/// scenario,engine,seed,links.lan.loss,passed,frames,lost,losses,seconds,rtt,step 1,failures
/// ping,29,1,1%,true,53,1,LINK_LOSS=1,2.51,0.126,1.01,
/// ```
public final class SweepCsv {
  private static final int NANOS_DIGITS = 9;

  private final int steps;

  /// @param steps how many columns there are for the times of steps, in seconds
  public SweepCsv(int steps) {
    this.steps = steps;
  }

  /// The names of the columns.
  public String head(SweepReport any) {
    List<String> names = new ArrayList<>(any.settings().keySet());
    names.addAll(List.of("passed", "frames", "lost", "losses", "seconds"));
    names.addAll(any.figures().keySet());
    for (int number = 1; number <= steps; number++) {
      names.add("step " + number);
    }
    names.add("failures");
    return line(names);
  }

  /// A run.
  public String row(SweepReport report) {
    List<String> cells = new ArrayList<>(report.settings().values());
    cells.add(String.valueOf(report.passed()));
    cells.add(String.valueOf(report.frames()));
    cells.add(String.valueOf(report.lost()));
    cells.add(
        report.losses().entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining(" ")));
    cells.add(seconds(report.endNanos()));
    cells.addAll(report.figures().values());
    for (int index = 0; index < steps; index++) {
      boolean isThere = index < report.steps().size();
      cells.add(isThere ? seconds(report.steps().get(index).nanos()) : "");
    }
    cells.add(String.join("; ", report.failures()));
    return line(cells);
  }

  private static String seconds(long nanos) {
    BigDecimal seconds = BigDecimal.valueOf(nanos, NANOS_DIGITS);
    return nanos == 0 ? "0" : seconds.stripTrailingZeros().toPlainString();
  }

  private static String line(List<String> cells) {
    return cells.stream().map(SweepCsv::cell).collect(Collectors.joining(",")) + "\n";
  }

  private static String cell(String text) {
    boolean isPlain = text.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
    return isPlain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
