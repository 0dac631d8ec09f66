package dev.drydock.drivers.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Prints what an inspection gives as `jq` does, and reads recorded files.
final class JsonText {
  private JsonText() {}

  static String of(@Nullable Object value, int indent) {
    StringBuilder text = new StringBuilder();
    append(text, value, "\n", " ".repeat(indent));
    return text.append('\n').toString();
  }

  private static void append(
      StringBuilder text, @Nullable Object value, String line, String indent) {
    switch (value) {
      case null -> text.append("null");
      case Map<?, ?> map -> {
        String separator = "";
        text.append('{');
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          text.append(separator).append(line).append(indent);
          text.append('"').append(entry.getKey()).append("\": ");
          append(text, entry.getValue(), line + indent, indent);
          separator = ",";
        }
        text.append(map.isEmpty() ? "}" : line + "}");
      }
      case Collection<?> list -> {
        String separator = "";
        text.append('[');
        for (Object element : list) {
          text.append(separator).append(line).append(indent);
          append(text, element, line + indent, indent);
          separator = ",";
        }
        text.append(list.isEmpty() ? "]" : line + "]");
      }
      case String string -> text.append('"').append(string).append('"');
      default -> text.append(value);
    }
  }

  /// The text with identifiers and times taken out; entries that are sorted by identifier are
  /// sorted again.
  static String normal(String text) {
    return text.replaceAll("[0-9a-f]{64}", "ID")
        .replaceAll("\"[0-9a-f]{12}\"", "\"SHORT\"")
        .replaceAll("netns/[0-9a-f]{12}", "netns/SHORT")
        .replaceAll("20\\d\\d-[-0-9T:.]+Z", "TIME");
  }

  /// The lines of a text in alphabetical order, where their own order hangs on identifiers.
  static String sorted(String text) {
    return text.lines()
        .map(l -> l.strip().replaceAll(",$", ""))
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  /// A recorded file.
  static String recorded(String name) {
    String path = "/recorded/20.10.24/" + name;
    try (InputStream in = JsonText.class.getResourceAsStream(path)) {
      return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
