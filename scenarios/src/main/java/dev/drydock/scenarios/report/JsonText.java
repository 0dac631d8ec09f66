package dev.drydock.scenarios.report;

import dev.drydock.drivers.template.JsonString;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Writes a JSON text (RFC 8259), two spaces a level, names in the order of writing.
final class JsonText {
  private static final char DELETE = '\u007f';

  private final StringBuilder text = new StringBuilder();
  private final Deque<Character> ends = new ArrayDeque<>();
  private boolean first = true;

  JsonText beginObject() {
    return begin('{', '}');
  }

  JsonText beginArray() {
    return begin('[', ']');
  }

  private JsonText begin(char start, char end) {
    text.append(start);
    ends.push(end);
    first = true;
    return this;
  }

  /// Ends the innermost object or array.
  JsonText end() {
    char end = ends.pop();
    if (!first) {
      line();
    }
    text.append(end);
    first = false;
    return this;
  }

  /// Begins the next element of an array.
  JsonText item() {
    if (!first) {
      text.append(',');
    }
    line();
    first = false;
    return this;
  }

  /// Begins the next member of an object.
  JsonText name(String name) {
    item();
    return string(name).raw(": ");
  }

  JsonText member(String name, String value) {
    return name(name).string(value);
  }

  JsonText member(String name, long value) {
    name(name);
    text.append(value);
    return this;
  }

  JsonText member(String name, boolean value) {
    return name(name).raw(value ? "true" : "false");
  }

  JsonText member(String name, @Nullable Integer value) {
    return name(name).raw(value == null ? "null" : value.toString());
  }

  JsonText member(String name, Iterable<String> values) {
    name(name).beginArray();
    for (String value : values) {
      item().string(value);
    }
    return end();
  }

  JsonText string(String value) {
    JsonString.append(text, value, c -> c == DELETE || Character.isSurrogate((char) c));
    return this;
  }

  private JsonText raw(String raw) {
    text.append(raw);
    return this;
  }

  private void line() {
    text.append('\n').repeat("  ", ends.size());
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
