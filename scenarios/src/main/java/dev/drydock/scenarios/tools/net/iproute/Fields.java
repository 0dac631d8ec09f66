package dev.drydock.scenarios.tools.net.iproute;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What iproute2 tells of one object, gathered once for both ways of printing it: the line for
/// people, and with `-j` an object of JSON (`lib/json_print.c`).
public final class Fields {
  private final StringBuilder text = new StringBuilder();
  private final Map<String, Object> values = new LinkedHashMap<>();

  /// Nothing yet.
  public Fields() {}

  /// Adds words to the line alone (`PRINT_FP`).
  public Fields say(String words) {
    text.append(words);
    return this;
  }

  /// Adds a value to the object alone (`PRINT_JSON`).
  public Fields put(String key, Object value) {
    values.put(key, value);
    return this;
  }

  /// Adds a value to both (`PRINT_ANY`).
  ///
  /// @param before what stands before it in the line
  /// @param after what stands behind it in the line
  public Fields add(String key, Object value, String before, String after) {
    text.append(before).append(value).append(after);
    values.put(key, value);
    return this;
  }

  /// A value with its word before it and a space behind, as in `metric 100 `.
  public Fields add(String key, String word, Object value) {
    return add(key, value, word + " ", " ");
  }

  /// The line.
  public String text() {
    return text.toString();
  }

  /// The object: key -> text, number, boolean, list or object.
  public Map<String, Object> values() {
    return values;
  }

  /// An object made of words and values that follow each other in a line: numbers stay numbers, on
  /// and off become true and false.
  ///
  /// @param names how keys are called that differ from their words
  public static Map<String, Object> ofPairs(String line, Map<String, String> names) {
    Map<String, Object> pairs = new LinkedHashMap<>();
    List<String> words = new ArrayList<>(List.of(line.trim().split("\\s+", -1)));
    for (int i = 0; i + 1 < words.size(); i += 2) {
      String key = words.get(i);
      pairs.put(names.getOrDefault(key, key), value(words.get(i + 1)));
    }
    return pairs;
  }

  private static Object value(String word) {
    return switch (word) {
      case "on" -> true;
      case "off" -> false;
      default -> word.matches("\\d{1,18}") ? Long.valueOf(word) : number(word);
    };
  }

  /// A time in hundredths stays a number, written as it is.
  private static Object number(String word) {
    return word.matches("\\d+\\.\\d\\d") ? new JsonWriter.Literal(word) : word;
  }
}
