package dev.drydock.scenarios.tools.docker.show;

import dev.drydock.drivers.template.GoJson;
import dev.drydock.drivers.template.GoMethod;
import dev.drydock.drivers.template.GoRow;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A kind of listing (docker/cli `cli/command/formatter`): what its rows are called in Go, the
/// heads above their fields, and which fields its table shows.
public final class Listing {
  private final String type;
  private final Map<String, @Nullable Object> heads = new TreeMap<>();
  private final List<String> shown;
  private String raw = "raw";

  /// @param type Go's name of a row
  /// @param shown the fields of the table, separated by blanks
  public Listing(String type, String shown) {
    this.type = type;
    this.shown = List.of(shown.split(" ", -1));
    head("Label", (GoMethod) Listing::headOfLabel);
  }

  /// Fields whose heads are their names in capitals.
  public Listing plain(String fields) {
    List.of(fields.split(" ", -1)).forEach(f -> heads.put(f, f.toUpperCase(Locale.ROOT)));
    return this;
  }

  /// What stands above a field.
  public Listing head(String field, Object head) {
    heads.put(field, head);
    return this;
  }

  /// What `--format raw` stands for; kinds without it print the word.
  public Listing raw(String template) {
    raw = template;
    return this;
  }

  /// `com.example.some-thing` is `some thing` (`SubHeaderContext.Label`).
  private static String headOfLabel(String label) {
    return label.substring(label.lastIndexOf('.') + 1).replace('-', ' ').replace('_', ' ');
  }

  /// An empty row.
  public static Map<String, @Nullable Object> row() {
    return new GoRow();
  }

  /// Labels as one text, in order, and each by its name.
  public static void addLabels(Map<String, @Nullable Object> row, Map<String, String> labels) {
    List<String> texts = new ArrayList<>();
    labels.forEach((key, value) -> texts.add(key + "=" + value));
    texts.sort(null);
    row.put("Labels", String.join(",", texts));
    row.put("Label", (GoMethod) name -> labels.getOrDefault(name, ""));
  }

  /// Prints rows by `--format`.
  public void print(DockerCall call, String format, Collection<Map<String, @Nullable Object>> rows)
      throws Failure {
    print(call, format, rows, shown);
  }

  /// Prints rows by `--format` and `-q`.
  ///
  /// @param quiet the field that `-q` shows
  public void print(
      DockerCall call,
      Flags.Given given,
      Collection<Map<String, @Nullable Object>> rows,
      String quiet)
      throws Failure {
    if (given.has("quiet")) {
      rows.forEach(row -> call.out(String.valueOf(row.get(quiet))));
    } else {
      print(call, given.last("format", ""), rows);
    }
  }

  /// Prints rows: by a template, one that begins with `table`, as `json`, or as its own table.
  public void print(
      DockerCall call,
      String format,
      Collection<Map<String, @Nullable Object>> rows,
      List<String> fields)
      throws Failure {
    if (format.equals("json") && call.client().knowsJson()) {
      rows.forEach(row -> call.out(GoJson.compact(row)));
      return;
    }
    boolean isOwn = format.isEmpty() || format.equals("table");
    boolean isTable = isOwn || format.startsWith("table");
    String own = "{{." + String.join("}}\t{{.", fields) + "}}";
    String text = format.equals("raw") ? raw : format;
    GoTemplate template = GoTemplate.ofRows(isOwn ? own : isTable ? text.substring(5) : text);
    if (!isTable) {
      for (Map<String, @Nullable Object> row : rows) {
        call.out(template.row(row, type));
      }
      return;
    }
    TextTable table = new TextTable();
    List<List<String>> cells = new ArrayList<>();
    for (Map<String, @Nullable Object> row : rows) {
      cells.add(List.of(template.row(row, type).split("\t", -1)));
    }
    table.row(List.of(template.heading(heads).split("\t", -1)));
    cells.forEach(table::row);
    table.lines().forEach(call::out);
  }
}
