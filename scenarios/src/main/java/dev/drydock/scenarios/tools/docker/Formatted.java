package dev.drydock.scenarios.tools.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Rows in a `--format` of the user's: a template for each, `table …` with a head line, or `json`.
final class Formatted {
  private Formatted() {}

  /// What Go calls the rows of a listing, and the fields they have.
  record Kind(String type, Set<String> fields) {
    /// A template that asks for a field that such rows do not have fails at the first one.
    private void check(String format) throws Failure {
      Matcher action = ACTION.matcher(format);
      while (action.find()) {
        Matcher field = FIELD.matcher(format).region(action.start(), action.end());
        while (field.find()) {
          String name = field.group(1);
          if (!fields.contains(name)) {
            throw new Failure(
                "failed to execute template: template: :1:%d: executing \"\" at <.%s>: can't"
                    .concat(" evaluate field %s in type *%s")
                    .formatted(field.start(1) - 1, name, name, type),
                1);
          }
        }
      }
    }
  }

  private static final Pattern ACTION = Pattern.compile("\\{\\{.*?\\}\\}");
  private static final Pattern FIELD = Pattern.compile("(?<![\\w.)\"])\\.([A-Z]\\w*)");

  /// Prints rows of a kind; as JSON their fields are in order of name.
  static void print(
      DockerTool.Call call, String format, Kind kind, List<Map<String, @Nullable Object>> rows)
      throws Failure {
    if (!rows.isEmpty()) {
      kind.check(format.startsWith("table ") ? format.substring(6) : format);
    }
    List<Map<String, @Nullable Object>> sorted = new ArrayList<>();
    rows.forEach(row -> sorted.add(new TreeMap<>(row)));
    print(call, format, sorted);
  }

  static void print(DockerTool.Call call, String format, List<Map<String, @Nullable Object>> rows)
      throws Failure {
    if (format.equals("json")) {
      rows.forEach(row -> call.out(GoJson.compact(row)));
      return;
    }
    boolean isTable = format.startsWith("table ");
    GoTemplate template = GoTemplate.parse(isTable ? format.substring(6) : format);
    if (!isTable) {
      for (Map<String, @Nullable Object> row : rows) {
        call.out(template.apply(row));
      }
      return;
    }
    TextTable table = new TextTable();
    table.row(head(format.substring(6)));
    for (Map<String, @Nullable Object> row : rows) {
      table.row(List.of(template.apply(row).split("\t", -1)));
    }
    table.lines().forEach(call::out);
  }

  private static List<String> head(String format) {
    List<String> cells = new ArrayList<>();
    for (String part : format.replace("\\t", "\t").split("\t", -1)) {
      String field = part.replaceAll("[{} .]", "");
      cells.add(
          switch (field) {
            case "ID" -> "CONTAINER ID";
            case "RunningFor" -> "CREATED";
            default -> field.toUpperCase(Locale.ROOT);
          });
    }
    return cells;
  }
}
