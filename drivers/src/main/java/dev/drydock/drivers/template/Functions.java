package dev.drydock.drivers.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The functions of templates: Go's own (`text/template/funcs.go`) and docker's (docker/cli
/// `templates/templates.go`).
final class Functions {
  private static final int PAD_MAX = 1000;

  /// Parameters of each function: any value, a text (s), a number (i); `*` for any count.
  private static final Map<String, String> PARAMETERS =
      parameters(
          "json:a split:ss join:as title:s lower:s upper:s pad:sii truncate:si",
          "and:a* or:a* not:a len:a index:a* slice:a* print:* println:* printf:s*",
          "html:* js:* urlquery:* eq:a* ne:aa lt:aa le:aa gt:aa ge:aa");

  private Functions() {}

  private static Map<String, String> parameters(String... lines) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String each : String.join(" ", lines).split(" ", -1)) {
      int colon = each.indexOf(':');
      parameters.put(each.substring(0, colon), each.substring(colon + 1));
    }
    return parameters;
  }

  /// A call that is refused, or fails.
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    final String why;

    /// Whether the function itself fails.
    final boolean isCall;

    /// Which argument is wrong; -1 where it is none.
    final int argument;

    Refused(String why, boolean isCall, int argument) {
      super(why);
      this.why = why;
      this.isCall = isCall;
      this.argument = argument;
    }
  }

  private static Refused failed(String why) {
    return new Refused(why, true, -1);
  }

  static boolean isKnown(String name) {
    return PARAMETERS.containsKey(name);
  }

  /// Whether a function leaves the heads of a table as they are (`HeaderFunctions`).
  static boolean keepsHeadings(String name) {
    return List.of("json", "split", "join", "title", "lower", "upper", "truncate").contains(name);
  }

  static GoValue call(String name, List<GoValue> arguments) throws Refused {
    check(name, Objects.requireNonNull(PARAMETERS.get(name)), arguments);
    return switch (name) {
      case "json" -> GoValue.text(json(arguments.getFirst()));
      case "index" -> index(arguments);
      case "slice" -> Slices.slice(arguments);
      case "len" -> GoValue.number(length(arguments.getFirst()));
      case "print" -> GoValue.text(Formatting.sprint(arguments));
      case "println" -> GoValue.text(Formatting.sprintln(arguments));
      case "printf" -> {
        List<GoValue> rest = arguments.subList(1, arguments.size());
        yield GoValue.text(Formatting.sprintf(word(arguments, 0), rest));
      }
      case "join" -> GoValue.text(join(arguments));
      case "split" -> split(word(arguments, 0), word(arguments, 1));
      case "lower" -> GoValue.text(word(arguments, 0).toLowerCase(Locale.ROOT));
      case "upper" -> GoValue.text(word(arguments, 0).toUpperCase(Locale.ROOT));
      case "title" -> GoValue.text(title(word(arguments, 0)));
      case "truncate" -> GoValue.text(truncate(arguments));
      case "pad" -> GoValue.text(pad(arguments));
      case "html" -> GoValue.text(Escapes.html(Formatting.sprint(arguments)));
      case "js" -> GoValue.text(Escapes.js(Formatting.sprint(arguments)));
      case "urlquery" -> GoValue.text(Escapes.query(Formatting.sprint(arguments)));
      case "not" -> GoValue.truth(!arguments.getFirst().isTrue());
      case "and", "or" -> arguments.getFirst();
      default -> GoValue.truth(Comparison.holds(name, arguments));
    };
  }

  private static void check(String name, String parameters, List<GoValue> arguments)
      throws Refused {
    boolean isOpen = parameters.endsWith("*");
    int least = isOpen ? parameters.length() - 1 : parameters.length();
    int given = arguments.size();
    if (isOpen ? given < least : given != least) {
      String want = isOpen ? "at least " + least : String.valueOf(least);
      throw new Refused(
          "wrong number of args for " + name + ": want " + want + " got " + given, false, -1);
    }
    for (int i = 0; i < least; i++) {
      char wanted = parameters.charAt(i);
      if (wanted == 's') {
        checkType(arguments.get(i), GoType.STRING, i);
      } else if (wanted == 'i') {
        checkType(arguments.get(i), GoType.INT, i);
      }
    }
  }

  private static void checkType(GoValue argument, GoType wanted, int at) throws Refused {
    GoValue value = argument.resolved();
    if (!value.isValid()) {
      throw new Refused("invalid value; expected " + wanted, false, at);
    }
    if (!value.type().equals(wanted)) {
      throw new Refused(
          "wrong type for value; expected " + wanted + "; got " + value.type(), false, at);
    }
  }

  private static String word(List<GoValue> arguments, int at) {
    return arguments.get(at).resolved().basicText();
  }

  private static int number(List<GoValue> arguments, int at) {
    return Math.clamp(arguments.get(at).resolved().number(), 0, Integer.MAX_VALUE);
  }

  /// Nil lists and maps are `null`, as other fields that are left out.
  private static String json(GoValue value) {
    GoValue shown = value.resolved();
    if (!shown.isValid()) {
      return "null";
    }
    if (shown.data() == null && shown.type() instanceof GoType.Basic basic) {
      boolean isText = basic.kind() != GoType.Kind.INT && basic.kind() != GoType.Kind.BOOL;
      return isText ? "\"\"" : shown.basicText();
    }
    return GoJson.compact(shown.data());
  }

  private static GoValue index(List<GoValue> arguments) throws Refused {
    GoValue item = arguments.getFirst().resolved();
    if (!item.isValid()) {
      throw failed("index of untyped nil");
    }
    for (GoValue key : arguments.subList(1, arguments.size())) {
      item = indexed(item, key.resolved());
    }
    return item;
  }

  private static GoValue indexed(GoValue of, GoValue key) throws Refused {
    GoValue item = of.indirect().resolved();
    if (!item.isValid() || (item.data() == null && item.type() instanceof GoType.Pointer)) {
      throw failed("index of nil pointer");
    }
    return switch (item.type()) {
      case GoType.Slice _ -> item.item(Slices.position(key, item.items().size()));
      case GoType.Mapping mapping -> {
        if (!mapping.key().equals(key.type())) {
          throw failed(
              key.isValid()
                  ? "value has type " + key.type() + "; should be " + mapping.key()
                  : "value is nil; should be of type " + mapping.key());
        }
        GoValue found = item.entry(key.basicText());
        yield found.isValid() ? found : new GoValue(mapping.of(), null);
      }
      case GoType.Basic basic when basic.kind() == GoType.Kind.STRING ->
          Slices.letter(item.basicText(), key);
      default -> throw failed("can't index item of type " + item.type());
    };
  }

  private static int length(GoValue value) throws Refused {
    GoValue item = value.resolved().indirect();
    if (!item.isValid()) {
      throw failed("len of nil pointer");
    }
    return switch (item.type()) {
      case GoType.Slice _ -> item.items().size();
      case GoType.Mapping _ -> item.entries().size();
      case GoType.Basic basic when basic.kind() == GoType.Kind.STRING -> item.basicText().length();
      case GoType.Pointer _ -> throw failed("len of nil pointer");
      default -> throw failed("len of type " + item.type());
    };
  }

  private static GoValue split(String word, String separator) {
    List<String> parts =
        separator.isEmpty()
            ? word.chars().mapToObj(c -> String.valueOf((char) c)).toList()
            : List.of(word.split(Pattern.quote(separator), -1));
    return new GoValue(new GoType.Slice(GoType.STRING), parts);
  }

  private static String join(List<GoValue> arguments) throws Refused {
    GoValue items = arguments.getFirst().resolved();
    StringJoiner joiner = new StringJoiner(word(arguments, 1));
    if (!items.isValid()) {
      return "";
    }
    switch (items.type()) {
      case GoType.Slice _ -> {
        for (int i = 0; i < items.items().size(); i++) {
          joiner.add(Formatting.text(items.item(i), 0));
        }
      }
      case GoType.Mapping mapping ->
          items.entries().values().stream()
              .map(item -> Formatting.text(new GoValue(mapping.of(), item), 0))
              .sorted()
              .forEach(joiner::add);
      default -> throw failed("expected slice, got " + items.type());
    }
    return joiner.toString();
  }

  /// Each word with a capital (`strings.Title`).
  private static String title(String word) {
    StringBuilder out = new StringBuilder();
    boolean isFirst = true;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      out.append(isFirst ? Character.toUpperCase(c) : c);
      isFirst = !(Character.isLetterOrDigit(c) || c == '_' || c == '\'');
    }
    return out.toString();
  }

  private static String truncate(List<GoValue> arguments) {
    String word = word(arguments, 0);
    return word.substring(0, Math.min(number(arguments, 1), word.length()));
  }

  /// Blanks before and behind a text that is not empty.
  private static String pad(List<GoValue> arguments) {
    String word = word(arguments, 0);
    int before = Math.min(number(arguments, 1), PAD_MAX);
    int behind = Math.min(number(arguments, 2), PAD_MAX);
    return word.isEmpty() ? word : " ".repeat(before) + word + " ".repeat(behind);
  }

  /// Whether two values are the same data.
  static boolean same(@Nullable Object one, @Nullable Object other) {
    return (one instanceof Number a && other instanceof Number b)
        ? a.longValue() == b.longValue()
        : Objects.equals(one, other);
  }
}
