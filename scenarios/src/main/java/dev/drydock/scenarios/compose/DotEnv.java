package dev.drydock.scenarios.compose;

import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Place;
import dev.drydock.scenarios.text.Position;
import dev.drydock.scenarios.text.Source;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads a `.env` file as compose does: `NAME=value` lines, `export` before them, comments, values
/// in single quotes (as they stand) or double quotes (escapes, variables), over several lines.
final class DotEnv {

  private static final Pattern EXPORT = Pattern.compile("export[ \\t]++");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.\\-\\[\\]]+");

  private final String text;
  private final String file;
  private final Variables outer;
  private final Diagnostics diagnostics;
  private final Map<String, String> values = new LinkedHashMap<>();
  private int at;

  private DotEnv(Source source, Variables outer, Diagnostics diagnostics) {
    this.text = source.text().replace("\r\n", "\n");
    this.file = source.name();
    this.outer = outer;
    this.diagnostics = diagnostics;
  }

  /// The variables of a file. Values may use those of `outer` and those above them.
  static Map<String, String> read(Source source, Variables outer, Diagnostics diagnostics) {
    var reader = new DotEnv(source, outer, diagnostics);
    var isGoingOn = true;
    while (isGoingOn) {
      isGoingOn = reader.statement();
    }
    return reader.values;
  }

  /// Reads one line, or a quoted value's lines; false at the end or after an error.
  private boolean statement() {
    skipBlank();
    if (at >= text.length()) {
      return false;
    }
    if (text.charAt(at) == '#') {
      at = lineEnd(at);
      return true;
    }
    var start = at;
    var export = EXPORT.matcher(text).region(at, text.length());
    at = export.lookingAt() ? export.end() : at;
    var line = text.substring(at, lineEnd(at));
    var cut = firstOf(line, '=', ':');
    var name = (cut < 0 ? line : line.substring(0, cut)).strip();
    if (!NAME.matcher(name).matches()) {
      return refuse(start, "unexpected character in variable name \"" + line + "\"");
    }
    if (cut < 0) {
      at = lineEnd(at);
      var inherited = outer.get(name);
      if (inherited != null) {
        values.put(name, inherited);
      }
      return true;
    }
    at += cut + 1;
    while (at < text.length() && " \t".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return value(name, start);
  }

  private void skipBlank() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private int lineEnd(int from) {
    var end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private static int firstOf(String line, char one, char other) {
    var first = line.indexOf(one);
    var second = line.indexOf(other);
    return first < 0 || (second >= 0 && second < first) ? second : first;
  }

  private boolean value(String name, int start) {
    var quote = at < text.length() ? text.charAt(at) : '\n';
    if (quote != '"' && quote != '\'') {
      var line = text.substring(at, lineEnd(at));
      at = lineEnd(at);
      var comment = line.indexOf(" #");
      return put(name, (comment < 0 ? line : line.substring(0, comment)).strip(), start);
    }
    var inside = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != quote) {
      var isEscape = text.charAt(at) == '\\' && at + 1 < text.length();
      var isQuote = isEscape && text.charAt(at + 1) == quote;
      inside.append(text, isQuote ? at + 1 : at, isEscape ? at + 2 : at + 1);
      at += isEscape ? 2 : 1;
    }
    if (at >= text.length()) {
      return refuse(start, "unterminated quoted value of " + name);
    }
    at++;
    if (quote == '\'') {
      values.put(name, inside.toString());
      return true;
    }
    return put(name, unescaped(inside.toString()), start);
  }

  /// The escapes of double quotes; `\$` becomes the template's own `$$`.
  private static String unescaped(String text) {
    var out = new StringBuilder();
    var from = 0;
    while (from < text.length()) {
      var isEscape = text.charAt(from) == '\\' && from + 1 < text.length();
      var known = isEscape ? "nrt\\\"$".indexOf(text.charAt(from + 1)) : -1;
      if (known >= 0) {
        out.append(new String[] {"\n", "\r", "\t", "\\", "\"", "$$"}[known]);
      } else {
        out.append(text.charAt(from));
      }
      from += known >= 0 ? 2 : 1;
    }
    return out.toString();
  }

  private boolean put(String name, String template, int start) {
    var known = outer.or(values);
    try {
      values.put(name, new Template(known, unset -> {}).replace(template));
      return true;
    } catch (Template.Refused refused) {
      return refuse(start, String.valueOf(refused.getMessage()));
    }
  }

  private boolean refuse(int index, String message) {
    var before = text.substring(0, index);
    var line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    var column = index - before.lastIndexOf('\n');
    diagnostics.error(
        new Place(file, new Position(line, column)), message, "write NAME=value lines");
    return false;
  }
}
