package dev.drydock.drivers.template;

import dev.drydock.drivers.engine.GoString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// How Go's `fmt` prints values.
final class Formatting {
  private static final int WIDTH_MAX = 1000;

  private Formatting() {}

  /// What an action prints: a pointer leads to its value first.
  static String printed(GoValue value) {
    GoValue shown = value.resolved().indirect();
    return shown.isValid() ? text(shown, 0) : "<no value>";
  }

  /// What `fmt.Sprint` makes of one value.
  static String text(GoValue value, int depth) {
    GoValue shown = value.type() instanceof GoType.Any ? value.resolved() : value;
    if (!shown.isValid()) {
      return "<nil>";
    }
    return switch (shown.type()) {
      case GoType.Basic _ -> shown.basicText();
      case GoType.Pointer _ -> pointer(shown, depth);
      case GoType.Slice _ -> list(shown, depth);
      case GoType.Mapping mapping -> map(shown, mapping, depth);
      case GoType.Struct struct -> struct(shown, struct, depth);
      case GoType.Any _ -> "<nil>";
    };
  }

  /// Inside of something else a pointer is an address, which follows from what it leads to.
  private static String pointer(GoValue value, int depth) {
    if (value.data() == null) {
      return "<nil>";
    }
    if (depth == 0) {
      return "&" + text(value.indirect(), 0);
    }
    int spread = GoJson.compact(value.data()).hashCode() & 0x7fffff;
    return "0xc000%06x".formatted(spread & ~0x1f);
  }

  private static String list(GoValue value, int depth) {
    StringJoiner joiner = new StringJoiner(" ", "[", "]");
    for (int i = 0; i < value.items().size(); i++) {
      joiner.add(text(value.item(i), depth + 1));
    }
    return joiner.toString();
  }

  private static String map(GoValue value, GoType.Mapping mapping, int depth) {
    StringJoiner joiner = new StringJoiner(" ", "map[", "]");
    for (Map.Entry<String, @Nullable Object> entry : value.entries().entrySet()) {
      GoValue item = new GoValue(mapping.of(), entry.getValue());
      joiner.add(entry.getKey() + ":" + text(item, depth + 1));
    }
    return joiner.toString();
  }

  private static String struct(GoValue value, GoType.Struct struct, int depth) {
    StringJoiner joiner = new StringJoiner(" ", "{", "}");
    for (GoType.Field field : struct.fields()) {
      joiner.add(text(value.field(field), depth + 1));
    }
    return joiner.toString();
  }

  /// `fmt.Sprint`: a blank stands between two operands of which neither is a text.
  static String sprint(List<GoValue> values) {
    StringBuilder out = new StringBuilder();
    boolean wasText = true;
    for (int i = 0; i < values.size(); i++) {
      GoValue value = values.get(i).resolved();
      boolean isText = value.type().equals(GoType.STRING);
      out.append(i > 0 && !wasText && !isText ? " " : "").append(text(value, 0));
      wasText = isText;
    }
    return out.toString();
  }

  /// `fmt.Sprintln`.
  static String sprintln(List<GoValue> values) {
    StringJoiner joiner = new StringJoiner(" ", "", "\n");
    values.forEach(value -> joiner.add(text(value, 0)));
    return joiner.toString();
  }

  /// `fmt.Sprintf`.
  static String sprintf(String format, List<GoValue> values) {
    StringBuilder out = new StringBuilder();
    int next = 0;
    int at = 0;
    while (at < format.length()) {
      char c = format.charAt(at++);
      if (c != '%') {
        out.append(c);
        continue;
      }
      int start = at;
      while (at < format.length() && "0123456789.-+ #".indexOf(format.charAt(at)) >= 0) {
        at++;
      }
      if (at >= format.length()) {
        return out.append("%!(NOVERB)").toString();
      }
      char verb = format.charAt(at);
      String flags = format.substring(start, at++);
      if (verb == '%') {
        out.append('%');
      } else if (next >= values.size()) {
        out.append("%!").append(verb).append("(MISSING)");
      } else {
        out.append(padded(directive(verb, flags, values.get(next++)), flags));
      }
    }
    return next < values.size() ? out.append(extra(values, next)).toString() : out.toString();
  }

  private static String extra(List<GoValue> values, int next) {
    List<String> rest = new ArrayList<>();
    for (GoValue value : values.subList(next, values.size())) {
      rest.add(typed(value));
    }
    return "%!(EXTRA " + String.join(", ", rest) + ")";
  }

  private static String typed(GoValue value) {
    GoValue shown = value.resolved();
    return shown.isValid() ? shown.type() + "=" + text(shown, 0) : "<nil>";
  }

  private static String directive(char verb, String flags, GoValue given) {
    GoValue value = given.resolved();
    boolean isNumber = value.isKind(GoType.Kind.INT);
    boolean isText = !isNumber && !value.isKind(GoType.Kind.BOOL);
    return switch (verb) {
      case 'v' -> text(value, 0);
      case 'T' -> value.isValid() ? value.type().toString() : "<nil>";
      case 's' -> isText && value.isValid() ? cut(said(value), flags) : bad(verb, value);
      case 'q' -> isText && value.isValid() ? GoString.quoted(said(value)) : bad(verb, value);
      case 'd' -> isNumber ? value.basicText() : bad(verb, value);
      case 'x' -> isNumber ? Long.toHexString(value.number()) : hex(text(value, 0));
      case 't' -> value.isKind(GoType.Kind.BOOL) ? value.basicText() : bad(verb, value);
      default -> bad(verb, value);
    };
  }

  /// Bytes are the text they are of.
  private static String said(GoValue value) {
    String bytes = value.bytesText();
    return bytes == null ? text(value, 0) : bytes;
  }

  private static String hex(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
      out.append("%02x".formatted(b));
    }
    return out.toString();
  }

  private static String bad(char verb, GoValue value) {
    return "%!" + verb + "(" + typed(value) + ")";
  }

  private static String cut(String text, String flags) {
    int point = flags.indexOf('.');
    String digits = point < 0 ? "" : flags.substring(point + 1);
    if (!digits.matches("\\d{1,3}")) {
      return text;
    }
    return text.substring(0, Math.min(text.length(), Integer.parseInt(digits)));
  }

  private static String padded(String text, String flags) {
    String width = flags.replaceAll("\\..*|[-+ #]", "");
    if (!width.matches("\\d{1,4}")) {
      return text;
    }
    int size = Math.min(WIDTH_MAX, Integer.parseInt(width));
    boolean isLeft = flags.startsWith("-");
    String fill =
        (width.startsWith("0") && !isLeft ? "0" : " ").repeat(Math.max(0, size - text.length()));
    return isLeft ? text + fill : fill + text;
  }
}
