package dev.drydock.scenarios.tools.text;

import dev.drydock.scenarios.tools.Invocation;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.StringTokenizer;

/// `paste` (BusyBox, GNU coreutils) and `column -t` (util-linux 2.38).
public final class TextTables {
  private TextTables() {}

  /// Files side by side, line by line; with `-s` one after the other, each on a line.
  public static int paste(Invocation invocation) {
    Options options = Options.parse(invocation.arguments(), "sd:");
    if (options.unknown() != 0) {
      return Texts.complainOption(invocation, options.unknown());
    }
    String given = options.value('d');
    String delimiters = given == null ? "\t" : given.replace("\\t", "\t").replace("\\n", "\n");
    List<String> paths = options.rest().isEmpty() ? List.of("-") : options.rest();
    if (options.has('s')) {
      for (String path : paths) {
        Lines lines = Lines.of(invocation, List.of(path));
        if (lines == null) {
          return 1;
        }
        invocation.out(joined(lines.rest(), delimiters));
      }
      return 0;
    }
    List<Lines> columns = new ArrayList<>();
    for (String path : paths) {
      Lines lines = Lines.of(invocation, List.of(path));
      if (lines == null) {
        return 1;
      }
      columns.add(lines);
    }
    while (columns.stream().anyMatch(Lines::hasNext)) {
      List<String> row = new ArrayList<>();
      for (Lines each : columns) {
        String line = each.next();
        row.add(line == null ? "" : line);
      }
      invocation.out(joined(row, delimiters));
    }
    return 0;
  }

  /// The delimiters take turns.
  private static String joined(List<String> parts, String delimiters) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      boolean isBare = i == 0 || delimiters.isEmpty();
      text.append(isBare ? "" : delimiters.charAt((i - 1) % delimiters.length()));
      text.append(parts.get(i));
    }
    return text.toString();
  }

  /// A table of what stands between blanks, or between characters of `-s`: all columns but the last
  /// are as wide as their widest word, in every line.
  public static int column(Invocation invocation) {
    Options options = Options.parse(invocation.arguments(), "ts:o:");
    if (options.unknown() != 0) {
      return Texts.complainOption(invocation, options.unknown());
    }
    if (!options.has('t')) {
      invocation.err("column: not emulated without -t.");
      return 1;
    }
    Lines lines = Lines.of(invocation, options.rest());
    if (lines == null) {
      return 1;
    }
    String separators = options.value('s');
    String between = options.value('o');
    List<List<String>> rows = new ArrayList<>();
    List<Integer> widths = new ArrayList<>();
    for (String line : lines.rest()) {
      if (!line.isBlank()) {
        rows.add(cells(line, separators == null ? " \t" : separators));
        widen(widths, rows.getLast());
      }
    }
    rows.forEach(row -> invocation.out(padded(row, widths, between == null ? "  " : between)));
    return 0;
  }

  private static List<String> cells(String line, String separators) {
    List<String> cells = new ArrayList<>();
    StringTokenizer words = new StringTokenizer(line, separators);
    while (words.hasMoreTokens()) {
      cells.add(words.nextToken());
    }
    return cells;
  }

  private static void widen(List<Integer> widths, List<String> row) {
    for (int i = 0; i < row.size(); i++) {
      int width = row.get(i).length();
      if (i == widths.size()) {
        widths.add(width);
      } else {
        widths.set(i, Math.max(width, widths.get(i)));
      }
    }
  }

  private static String padded(List<String> row, List<Integer> widths, String between) {
    StringJoiner text = new StringJoiner(between);
    for (int i = 0; i < widths.size(); i++) {
      String cell = i < row.size() ? row.get(i) : "";
      boolean isLast = i == widths.size() - 1;
      text.add(isLast ? cell : cell + " ".repeat(widths.get(i) - cell.length()));
    }
    return text.toString();
  }
}
