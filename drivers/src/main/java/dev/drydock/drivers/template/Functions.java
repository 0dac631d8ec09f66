package dev.drydock.drivers.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The functions of templates: Go's own (`text/template/funcs.go`) and those of a dialect.
final class Functions {
  private static final int PAD_MAX = 1000;

  private static final String OF_GO =
      "and:a* or:a* not:a len:a index:a* slice:a* print:* println:* printf:s* html:* js:*"
          + " urlquery:* eq:a* ne:aa lt:aa le:aa gt:aa ge:aa";

  private static final Functions CLIENT = new Functions(Dialect.CLIENT);
  private static final Functions EXPANSION = new Functions(Dialect.EXPANSION);

  private final Dialect dialect;

  /// Parameters of each: any value, a text (s), a number (i); `*` for any count, `s+` for texts.
  private final Map<String, String> parameters = new LinkedHashMap<>();

  private Functions(Dialect dialect) {
    this.dialect = dialect;
    for (String each : (OF_GO + " " + dialect.functions()).split(" ", -1)) {
      int colon = each.indexOf(':');
      parameters.put(each.substring(0, colon), each.substring(colon + 1));
    }
  }

  static Functions of(Dialect dialect) {
    return switch (dialect) {
      case CLIENT -> CLIENT;
      case EXPANSION -> EXPANSION;
    };
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

  boolean isKnown(String name) {
    return parameters.containsKey(name);
  }

  /// The type that an argument must have; null where any will do.
  @Nullable GoType wanted(String name, int argument) {
    String letters = Objects.requireNonNull(parameters.get(name));
    if (letters.equals("s+")) {
      return GoType.STRING;
    }
    char letter = argument < letters.length() ? letters.charAt(argument) : 'a';
    return letter == 's' ? GoType.STRING : letter == 'i' ? GoType.INT : null;
  }

  /// Whether a function leaves the heads of a table as they are (`HeaderFunctions`).
  static boolean keepsHeadings(String name) {
    return List.of("json", "split", "join", "title", "lower", "upper", "truncate").contains(name);
  }

  GoValue call(String name, List<GoValue> arguments) throws Refused {
    check(name, Objects.requireNonNull(parameters.get(name)), arguments);
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
      case "join" ->
          GoValue.text(dialect == Dialect.CLIENT ? join(arguments) : joinTexts(arguments));
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

  private void check(String name, String letters, List<GoValue> arguments) throws Refused {
    boolean isOpen = letters.endsWith("*") || letters.endsWith("+");
    int least = letters.endsWith("+") ? 0 : isOpen ? letters.length() - 1 : letters.length();
    int given = arguments.size();
    if (isOpen ? given < least : given != least) {
      String want = isOpen ? "at least " + least : String.valueOf(least);
      throw new Refused(
          "wrong number of args for " + name + ": want " + want + " got " + given, false, -1);
    }
    for (int i = 0; i < given; i++) {
      GoType wanted = wanted(name, i);
      if (wanted != null) {
        checkType(arguments.get(i), wanted, i);
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

  /// `strings.Join(s[1:], s[0])`.
  private static String joinTexts(List<GoValue> arguments) throws Refused {
    if (arguments.isEmpty()) {
      throw failed("runtime error: slice bounds out of range [1:0]");
    }
    StringJoiner joiner = new StringJoiner(word(arguments, 0));
    for (int i = 1; i < arguments.size(); i++) {
      joiner.add(word(arguments, i));
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
