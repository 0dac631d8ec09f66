package dev.drydock.scenarios.tools.text;

import java.util.IllegalFormatException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What an `awk` computes: comparisons, `printf` and functions.
final class AwkFunctions {
  private static final Pattern FORM =
      Pattern.compile("%([-+ 0#]*\\d{0,3}(?:\\.\\d{1,2})?)([a-zA-Z%])");

  private AwkFunctions() {}

  static String formatted(AwkRun run, List<AwkParser.Node> values) {
    String format = values.getFirst().value(run);
    StringBuilder out = new StringBuilder();
    var matcher = FORM.matcher(format);
    int next = 1;
    int from = 0;
    while (matcher.find()) {
      out.append(format, from, matcher.start());
      from = matcher.end();
      String kind = matcher.group(2);
      if (kind.equals("%")) {
        out.append('%');
        continue;
      }
      String value = next < values.size() ? values.get(next++).value(run) : "";
      out.append(one("%" + matcher.group(1), kind, value));
    }
    return out.append(format.substring(from)).toString();
  }

  private static String one(String form, String kind, String value) {
    double number = AwkRun.number(value);
    try {
      return switch (kind) {
        case "d", "i" -> String.format(Locale.ROOT, form + "d", (long) number);
        case "x", "X", "o" -> String.format(Locale.ROOT, form + kind, (long) number);
        case "f", "e", "g" -> String.format(Locale.ROOT, form + kind, number);
        case "c" -> value.isEmpty() ? "" : value.substring(0, 1);
        default -> String.format(Locale.ROOT, form.replaceAll("[+ 0#](?=\\d)", "") + "s", value);
      };
    } catch (IllegalFormatException e) {
      return value;
    }
  }

  static boolean compares(String a, String b, String sign) {
    boolean isNumeric = AwkRun.isNumber(a) && AwkRun.isNumber(b);
    int order = isNumeric ? Double.compare(AwkRun.number(a), AwkRun.number(b)) : a.compareTo(b);
    return switch (sign) {
      case "==" -> order == 0;
      case "!=" -> order != 0;
      case "<=" -> order <= 0;
      case ">=" -> order >= 0;
      case "<" -> order < 0;
      default -> order > 0;
    };
  }

  static String called(String name, List<String> values) {
    String first = values.getFirst();
    String second = values.size() > 1 ? values.get(1) : "";
    return switch (name) {
      case "length" -> Integer.toString(first.length());
      case "tolower" -> first.toLowerCase(Locale.ROOT);
      case "toupper" -> first.toUpperCase(Locale.ROOT);
      case "int" -> AwkRun.text((double) (long) AwkRun.number(first));
      case "index" -> Integer.toString(first.indexOf(second) + 1);
      default -> {
        int from = (int) AwkRun.number(second);
        long count = values.size() > 2 ? (long) AwkRun.number(values.get(2)) : first.length() + 1L;
        int start = Math.clamp(from - 1L, 0, first.length());
        int end = Math.clamp(from - 1L + count, start, first.length());
        yield first.substring(start, end);
      }
    };
  }
}
