package dev.drydock.scenarios.tools.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rows in a `--format` of the user's: a template for each, `table …` with a head line, or `json`.
final class Formatted {
  private Formatted() {}

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
