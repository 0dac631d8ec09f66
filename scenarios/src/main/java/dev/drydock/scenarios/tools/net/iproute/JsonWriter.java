package dev.drydock.scenarios.tools.net.iproute;

import dev.drydock.drivers.template.JsonString;
import java.util.List;
import java.util.Map;

/// JSON as iproute2 writes it (`lib/json_writer.c`): in one line, or with `-p` in many.
public final class JsonWriter {
  private static final String INDENT = "    ";

  private final StringBuilder out = new StringBuilder();
  private final boolean pretty;
  private int depth;
  private boolean needsComma;

  private JsonWriter(boolean pretty) {
    this.pretty = pretty;
  }

  /// A number that is written as it stands here.
  public record Literal(String text) {
    @Override
    public String toString() {
      return text;
    }
  }

  /// The text of a list of objects.
  public static String write(List<?> list, boolean pretty) {
    JsonWriter writer = new JsonWriter(pretty);
    writer.value(list);
    return writer.out.toString();
  }

  private void separate() {
    if (needsComma) {
      out.append(',');
    }
    needsComma = true;
  }

  private void newLine() {
    if (pretty) {
      out.append('\n').append(INDENT.repeat(depth));
    }
  }

  private void value(Object value) {
    separate();
    switch (value) {
      case Map<?, ?> map -> object(map);
      case List<?> list -> array(list);
      case String text -> out.append(JsonString.quoted(text));
      default -> out.append(value);
    }
  }

  private void object(Map<?, ?> map) {
    out.append('{');
    depth++;
    needsComma = false;
    map.forEach((key, value) -> {
      separate();
      newLine();
      needsComma = false;
      out.append(JsonString.quoted(String.valueOf(key))).append(pretty ? ": " : ":");
      value(value);
    });
    depth--;
    if (!map.isEmpty()) {
      newLine();
    }
    out.append('}');
    needsComma = true;
  }

  private void array(List<?> list) {
    out.append(pretty ? "[ " : "[");
    depth++;
    needsComma = false;
    list.forEach(this::value);
    depth--;
    out.append(pretty && !list.isEmpty() ? " ]" : "]");
    needsComma = true;
  }
}
