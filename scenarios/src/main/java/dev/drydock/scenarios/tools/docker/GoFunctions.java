package dev.drydock.scenarios.tools.docker;

import dev.drydock.drivers.engine.GoString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The functions of templates: Go's own as far as they are used, and docker's `json`, `join`,
/// `split`, `lower`, `upper`, `title`, `truncate`.
final class GoFunctions {
  /// What a missing key of a map is.
  static final Object NO_VALUE =
      new Object() {
        @Override
        public String toString() {
          return "<no value>";
        }
      };

  private static final List<String> NAMES =
      List.of(
          "json",
          "index",
          "len",
          "printf",
          "println",
          "print",
          "join",
          "split",
          "lower",
          "upper",
          "title",
          "truncate",
          "pad",
          "eq",
          "ne",
          "lt",
          "gt",
          "le",
          "ge",
          "and",
          "or",
          "not",
          "slice");

  private static final int PAD_MAX = 1000;

  private GoFunctions() {}

  /// Whether a function leaves the heads of a table as they are (docker/cli `HeaderFunctions`).
  static boolean keepsHeadings(String name) {
    return List.of("json", "split", "join", "title", "lower", "upper", "truncate").contains(name);
  }

  static boolean isKnown(String name) {
    return NAMES.contains(name);
  }

  /// Calls a function.
  static @Nullable Object call(String name, List<@Nullable Object> arguments) throws Failure {
    return switch (name) {
      case "json" -> GoJson.compact(argument(arguments, 0, name));
      case "index" -> index(arguments);
      case "len" -> length(argument(arguments, 0, name));
      case "print" -> concatenated(arguments, "");
      case "println" -> concatenated(arguments, " ") + "\n";
      case "printf" -> printf(arguments);
      case "join" -> join(arguments);
      case "split" -> split(word(arguments, 0, name), word(arguments, 1, name));
      case "lower" -> word(arguments, 0, name).toLowerCase(Locale.ROOT);
      case "upper" -> word(arguments, 0, name).toUpperCase(Locale.ROOT);
      case "title" -> title(word(arguments, 0, name));
      case "truncate" -> truncate(arguments);
      case "pad" -> pad(arguments);
      case "eq" -> equal(arguments);
      case "ne" -> !Objects.equals(argument(arguments, 0, name), argument(arguments, 1, name));
      case "lt", "gt", "le", "ge" -> compare(name, arguments);
      case "not" -> !isTrue(argument(arguments, 0, name));
      case "and" -> firstThat(arguments, false);
      case "or" -> firstThat(arguments, true);
      case "slice" -> slice(arguments);
      default -> throw GoTemplate.invalid("function \"" + name + "\" not defined");
    };
  }

  private static List<String> split(String word, String separator) {
    return List.of(word.split(Pattern.quote(separator), -1));
  }

  /// Blanks before and behind a text that is not empty.
  private static String pad(List<@Nullable Object> arguments) throws Failure {
    String word = word(arguments, 0, "pad");
    int before = Math.min(number(arguments, 1), PAD_MAX);
    int behind = Math.min(number(arguments, 2), PAD_MAX);
    return word.isEmpty() ? word : " ".repeat(before) + word + " ".repeat(behind);
  }

  private static String slice(List<@Nullable Object> arguments) throws Failure {
    String word = word(arguments, 0, "slice");
    int first = Math.min(number(arguments, 1), word.length());
    int last = arguments.size() > 2 ? number(arguments, 2) : word.length();
    return word.substring(first, Math.clamp(last, first, word.length()));
  }

  private static @Nullable Object argument(List<@Nullable Object> arguments, int at, String name)
      throws Failure {
    if (at >= arguments.size()) {
      throw new Failure(
          "template parsing error: template: :1:2: executing \"\" at <"
              + name
              + ">: wrong number of args for "
              + name,
          1);
    }
    return arguments.get(at);
  }

  private static String word(List<@Nullable Object> arguments, int at, String name) throws Failure {
    return text(argument(arguments, at, name));
  }

  private static int number(List<@Nullable Object> arguments, int at) throws Failure {
    return argument(arguments, at, "slice") instanceof Number number
        ? Math.max(0, number.intValue())
        : 0;
  }

  private static @Nullable Object index(List<@Nullable Object> arguments) throws Failure {
    Object value = argument(arguments, 0, "index");
    for (Object key : arguments.subList(1, arguments.size())) {
      if (value instanceof Map<?, ?> map) {
        value = map.containsKey(text(key)) ? map.get(text(key)) : NO_VALUE;
      } else if (value instanceof List<?> list && key instanceof Number number) {
        int at = number.intValue();
        if (at < 0 || at >= list.size()) {
          throw new Failure(
              "template parsing error: template: :1:2: executing \"\" at <index>: error calling"
                  + " index: index out of range: "
                  + at,
              1);
        }
        value = list.get(at);
      } else {
        throw new Failure(
            "template parsing error: template: :1:2: executing \"\" at <index>: error calling"
                + " index: can't index item",
            1);
      }
    }
    return value;
  }

  private static int length(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> map.size();
      case List<?> list -> list.size();
      case String string -> string.length();
      case null, default -> 0;
    };
  }

  private static String concatenated(List<@Nullable Object> arguments, String separator) {
    List<String> texts = new ArrayList<>();
    for (Object argument : arguments) {
      texts.add(text(argument));
    }
    return String.join(separator, texts);
  }

  private static String printf(List<@Nullable Object> arguments) throws Failure {
    String format = word(arguments, 0, "printf");
    StringBuilder out = new StringBuilder();
    int next = 1;
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 >= format.length()) {
        out.append(c);
        continue;
      }
      int start = ++i;
      while (i < format.length() - 1 && "0123456789.-".indexOf(format.charAt(i)) >= 0) {
        i++;
      }
      char verb = format.charAt(i);
      String width = format.substring(start, i);
      if (verb == '%') {
        out.append('%');
      } else {
        Object value = argument(arguments, next++, "printf");
        String shown = verb == 'q' ? GoString.quoted(text(value)) : text(value);
        out.append(padded(shown, width));
      }
    }
    return out.toString();
  }

  private static String padded(String text, String width) {
    if (!width.matches("-?\\d{1,3}")) {
      return text;
    }
    int size = Integer.parseInt(width);
    String blanks = " ".repeat(Math.max(0, Math.abs(size) - text.length()));
    return size < 0 ? text + blanks : blanks + text;
  }

  private static String join(List<@Nullable Object> arguments) throws Failure {
    List<String> texts = new ArrayList<>();
    if (argument(arguments, 0, "join") instanceof List<?> list) {
      list.forEach(item -> texts.add(text(item)));
    }
    return String.join(word(arguments, 1, "join"), texts);
  }

  private static String title(String word) {
    return word.isEmpty()
        ? word
        : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private static String truncate(List<@Nullable Object> arguments) throws Failure {
    String word = word(arguments, 0, "truncate");
    int most = argument(arguments, 1, "truncate") instanceof Number n ? n.intValue() : 0;
    return word.substring(0, Math.clamp(most, 0, word.length()));
  }

  private static boolean equal(List<@Nullable Object> arguments) throws Failure {
    Object first = argument(arguments, 0, "eq");
    for (Object other : arguments.subList(1, arguments.size())) {
      if (Objects.equals(first, other)) {
        return true;
      }
    }
    return false;
  }

  private static boolean compare(String name, List<@Nullable Object> arguments) throws Failure {
    Object left = argument(arguments, 0, name);
    Object right = argument(arguments, 1, name);
    int order =
        left instanceof Number a && right instanceof Number b
            ? Long.compare(a.longValue(), b.longValue())
            : text(left).compareTo(text(right));
    return switch (name) {
      case "lt" -> order < 0;
      case "gt" -> order > 0;
      case "le" -> order <= 0;
      default -> order >= 0;
    };
  }

  private static @Nullable Object firstThat(List<@Nullable Object> arguments, boolean truth) {
    Object value = null;
    for (Object argument : arguments) {
      value = argument;
      if (isTrue(value) == truth) {
        return value;
      }
    }
    return value;
  }

  /// Whether Go takes a value for true: not false, zero, empty or nil.
  static boolean isTrue(@Nullable Object value) {
    return switch (value) {
      case null -> false;
      case Boolean truth -> truth;
      case Number number -> number.longValue() != 0;
      case String string -> !string.isEmpty();
      case Map<?, ?> map -> !map.isEmpty();
      case List<?> list -> !list.isEmpty();
      default -> value != NO_VALUE;
    };
  }

  /// How a value is printed (`fmt.Print`).
  static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "<nil>";
      case Map<?, ?> map -> {
        List<String> parts = new ArrayList<>();
        map.forEach((key, item) -> parts.add(key + ":" + text(item)));
        yield "map[" + String.join(" ", parts) + "]";
      }
      case List<?> list -> {
        List<String> parts = new ArrayList<>();
        list.forEach(item -> parts.add(text(item)));
        yield "[" + String.join(" ", parts) + "]";
      }
      default -> value.toString();
    };
  }
}
