package dev.drydock.drivers.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON as Go's encoder writes it: from maps, lists, texts, numbers, booleans and null. Inside a
/// row of a listing, and only there, it keeps clear of HTML: `-\\u003e` (`formatter.MarshalJSON`).
public final class GoJson {
  private final StringBuilder text = new StringBuilder();
  private final String indent;
  private boolean escapes;

  private GoJson(String indent) {
    this.indent = indent;
  }

  /// In one line, as the template function `json`.
  public static String compact(@Nullable Object value) {
    GoJson json = new GoJson("");
    json.write(value, 0);
    return json.text.toString();
  }

  /// Over many lines, four spaces a level, as `docker inspect`.
  public static String pretty(@Nullable Object value) {
    return indented(value, "    ");
  }

  /// Over many lines.
  ///
  /// @param indent before each level
  public static String indented(@Nullable Object value, String indent) {
    GoJson json = new GoJson(indent);
    json.write(value, 0);
    return json.text.toString();
  }

  private void write(@Nullable Object value, int depth) {
    switch (value) {
      case GoRow row when !escapes -> {
        escapes = true;
        writeMap(row, depth);
        escapes = false;
      }
      case Map<?, ?> map -> writeMap(map, depth);
      case List<?> list -> writeList(list, depth);
      case String string -> quote(string);
      case null -> text.append("null");
      default -> text.append(value);
    }
  }

  private void writeMap(Map<?, ?> map, int depth) {
    if (map.isEmpty()) {
      text.append("{}");
      return;
    }
    char separator = '{';
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (entry.getValue() instanceof GoMethod) {
        continue;
      }
      text.append(separator);
      line(depth + 1);
      quote(String.valueOf(entry.getKey()));
      text.append(indent.isEmpty() ? ":" : ": ");
      write(entry.getValue(), depth + 1);
      separator = ',';
    }
    line(depth);
    text.append('}');
  }

  private void writeList(List<?> list, int depth) {
    if (list.isEmpty()) {
      text.append("[]");
      return;
    }
    char separator = '[';
    for (Object item : list) {
      text.append(separator);
      line(depth + 1);
      write(item, depth + 1);
      separator = ',';
    }
    line(depth);
    text.append(']');
  }

  private void line(int depth) {
    if (!indent.isEmpty()) {
      text.append('\n').repeat(indent, depth);
    }
  }

  private void quote(String string) {
    text.append(JsonString.quoted(string, c -> escapes && (c == '<' || c == '>' || c == '&')));
  }
}
