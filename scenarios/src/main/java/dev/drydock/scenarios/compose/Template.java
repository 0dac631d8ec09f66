package dev.drydock.scenarios.compose;

import java.util.Set;
import java.util.function.Consumer;

/// Replaces `$NAME`, `${NAME}`, `${NAME:-default}` and the other forms of the compose specification
/// in one text; `$$` stands for a dollar, and so does one that begins none of these (compose-go,
/// template/template.go: only `${` can be written wrongly).
///
/// ```
/// ${V}     value, empty when unset          ${V:?why} error when unset or empty
/// ${V:-d}  d when unset or empty            ${V?why}  error when unset
/// ${V-d}   d when unset                     ${V:+w}   w when set and not empty
///                                           ${V+w}    w when set
/// ```
final class Template {

  /// No file nests defaults deeper; each level is a call.
  private static final int DEPTH_MAX = 20;

  /// Longer than any sensible value; stops texts that grow by repeating long variables.
  private static final int LENGTH_MAX = 1 << 20;

  private static final Set<String> OPERATORS = Set.of("-", ":-", "+", ":+", "?", ":?");

  private final Variables variables;
  private final Consumer<String> unset;

  /// A template that is written wrongly, lacks a variable, or grows too long.
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final String hint;
    private final boolean isForm;

    Refused(String message, String hint) {
      this(message, hint, false);
    }

    private Refused(String message, String hint, boolean isForm) {
      super(message);
      this.hint = hint;
      this.isForm = isForm;
    }

    static Refused form(String text) {
      var shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
      return new Refused(
          "Invalid template: \"" + shown + "\"",
          "You may need to escape any $ with another $: \"" + shown + "\"",
          true);
    }

    String hint() {
      return hint;
    }

    /// What compose says of a value that stands at a path of the file (interpolation.newPathError).
    String at(String path) {
      return isForm
          ? "invalid interpolation format for " + path
          : "error while interpolating " + path + ": " + getMessage();
    }
  }

  /// `unset` hears the name of each variable that is not set and has no default.
  Template(Variables variables, Consumer<String> unset) {
    this.variables = variables;
    this.unset = unset;
  }

  /// The text with its variables replaced.
  String replace(String text) throws Refused {
    return replace(text, 0);
  }

  private String replace(String text, int depth) throws Refused {
    if (depth > DEPTH_MAX) {
      throw new Refused("variables nested more than " + DEPTH_MAX + " deep", "");
    }
    var out = new StringBuilder();
    var at = 0;
    while (at < text.length()) {
      var dollar = text.indexOf('$', at);
      out.append(text, at, dollar < 0 ? text.length() : dollar);
      if (dollar < 0) {
        break;
      }
      at = substitute(text, dollar + 1, depth, out);
      if (out.length() > LENGTH_MAX) {
        throw new Refused("the text grows to more than " + LENGTH_MAX + " characters", "");
      }
    }
    return out.toString();
  }

  /// Handles what follows a dollar; answers where to go on.
  private int substitute(String text, int at, int depth, StringBuilder out) throws Refused {
    if (at < text.length() && text.charAt(at) == '$') {
      out.append('$');
      return at + 1;
    }
    var isBraced = at < text.length() && text.charAt(at) == '{';
    var start = isBraced ? at + 1 : at;
    var end = nameEnd(text, start);
    if (end == start && !isBraced) {
      out.append('$');
      return at;
    }
    if (end == start) {
      throw Refused.form(text);
    }
    var name = text.substring(start, end);
    if (!isBraced) {
      out.append(valueOrEmpty(name));
      return end;
    }
    if (end < text.length() && text.charAt(end) == '}') {
      out.append(valueOrEmpty(name));
      return end + 1;
    }
    var close = closingBrace(text, end);
    var operatorLength = text.startsWith(":", end) ? 2 : 1;
    if (close < end + operatorLength) {
      throw Refused.form(text);
    }
    var operator = text.substring(end, end + operatorLength);
    if (!OPERATORS.contains(operator)) {
      throw Refused.form(text);
    }
    var argument = text.substring(end + operatorLength, close);
    out.append(applied(name, operator, argument, depth + 1));
    return close + 1;
  }

  private static int nameEnd(String text, int start) {
    var at = start;
    while (at < text.length() && isNameCharacter(text.charAt(at), at == start)) {
      at++;
    }
    return at;
  }

  private static boolean isNameCharacter(char c, boolean isFirst) {
    var isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    return isLetter || (!isFirst && c >= '0' && c <= '9');
  }

  /// The brace that closes the one before `from`, on the same line; the line's last one where they
  /// do not pair; -1 when there is none. A brace right after `{` pairs with nothing
  /// (getFirstBraceClosingIndex).
  private static int closingBrace(String text, int from) {
    var lineEnd = text.indexOf('\n', from);
    var end = lineEnd < 0 ? text.length() : lineEnd;
    var last = text.lastIndexOf('}', end - 1);
    var open = 1;
    for (var at = from; at <= last; at++) {
      open += text.charAt(at) == '{' ? 1 : text.charAt(at) == '}' ? -1 : 0;
      if (open == 0) {
        return at;
      }
      at += text.charAt(at) == '{' ? 1 : 0;
    }
    return last < from ? -1 : last;
  }

  private String valueOrEmpty(String name) {
    var value = variables.get(name);
    if (value == null) {
      unset.accept(name);
      return "";
    }
    return value;
  }

  private String applied(String name, String operator, String argument, int depth) throws Refused {
    var value = variables.get(name);
    var isSet = value != null && !(operator.startsWith(":") && value.isEmpty());
    var kept = value == null ? "" : value;
    if (operator.endsWith("-")) {
      return isSet ? kept : replace(argument, depth);
    }
    if (operator.endsWith("+")) {
      return isSet ? replace(argument, depth) : kept;
    }
    if (isSet) {
      return kept;
    }
    var why = replace(argument, depth);
    throw new Refused(
        "required variable " + name + " is missing a value" + (why.isEmpty() ? "" : ": " + why),
        "set it in the environment or in the file .env");
  }
}
