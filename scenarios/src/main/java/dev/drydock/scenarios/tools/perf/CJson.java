package dev.drydock.scenarios.tools.perf;

import dev.drydock.drivers.template.JsonString;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// JSON as cJSON prints it: tabs, and elements of an array on one line.
final class CJson {
  private CJson() {}

  /// @param value maps, lists, texts, numbers and truth values
  static String of(Object value) {
    return print(value, 0);
  }

  private static String print(Object value, int depth) {
    return switch (value) {
      case Map<?, ?> map -> object(map, depth);
      case List<?> list -> array(list, depth);
      case Double number -> number(number);
      case Number number -> number.toString();
      case Boolean truth -> truth.toString();
      default -> JsonString.quoted(value.toString());
    };
  }

  private static String object(Map<?, ?> map, int depth) {
    if (map.isEmpty()) {
      return "{\n" + "\t".repeat(depth) + "}";
    }
    List<String> members = new ArrayList<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String key = JsonString.quoted(entry.getKey().toString()) + ":\t";
      members.add("\t".repeat(depth + 1) + key + print(entry.getValue(), depth + 1));
    }
    return "{\n" + String.join(",\n", members) + "\n" + "\t".repeat(depth) + "}";
  }

  private static String array(List<?> list, int depth) {
    List<String> elements = new ArrayList<>();
    for (Object element : list) {
      elements.add(print(element, depth + 1));
    }
    return "[" + String.join(", ", elements) + "]";
  }

  /// With 15 digits where these are all, else with 17 (`print_number`).
  private static String number(double value) {
    BigDecimal exact = new BigDecimal(value);
    BigDecimal rounded = exact.round(new MathContext(15));
    if (rounded.doubleValue() != value) {
      rounded = exact.round(new MathContext(17));
    }
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
