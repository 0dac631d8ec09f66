package dev.drydock.scenarios.tools.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One command of a sed script: `[ADDRESS[,ADDRESS]][!]COMMAND`.
final class SedCommand {
  private final @Nullable Address first;
  private final @Nullable Address last;
  private final boolean isNegated;
  private final char name;
  private final Parts parts;
  private boolean isInRange;
  private int rangeEnd;

  private SedCommand(Lines lines, char name, Parts parts) {
    this.first = lines.first;
    this.last = lines.last;
    this.isNegated = lines.isNegated;
    this.name = name;
    this.parts = parts;
  }

  /// A script that cannot be read.
  static final class WrongException extends Exception {
    private static final long serialVersionUID = 1L;

    WrongException(String message) {
      super(message, null, false, false);
    }
  }

  /// What a command has behind its name.
  ///
  /// @param pattern of `s`
  /// @param text the replacement, or what `a`, `i` and `c` write
  /// @param isGlobal `s///g`
  /// @param prints `s///p`
  /// @param count `s///N`: which occurrence; 1 for the first
  private record Parts(
      @Nullable Pattern pattern, String text, boolean isGlobal, boolean prints, int count) {
    static final Parts NONE = new Parts(null, "", false, false, 1);

    static Parts of(String text) {
      return new Parts(null, text, false, false, 1);
    }
  }

  /// The lines a command is for.
  private record Lines(@Nullable Address first, @Nullable Address last, boolean isNegated) {}

  /// `5`, `$` or `/RE/`.
  ///
  /// @param line 0 for the last one and for a pattern
  private record Address(int line, @Nullable Pattern pattern) {
    boolean fits(Cycle cycle, BoundedText account) {
      if (pattern != null) {
        return pattern.matcher(account.next(cycle.text)).find();
      }
      return line == 0 ? cycle.isEnd.getAsBoolean() : line == cycle.number;
    }
  }

  /// The work on one line.
  static final class Cycle {
    private final int number;
    private final BooleanSupplier isEnd;
    private final StringBuilder appended = new StringBuilder();
    private String text;
    private boolean isDeleted;
    private boolean isLast;

    Cycle(String text, int number, BooleanSupplier isEnd) {
      this.text = text;
      this.number = number;
      this.isEnd = isEnd;
    }

    String text() {
      return text;
    }

    String appended() {
      return appended.toString();
    }

    boolean isDeleted() {
      return isDeleted;
    }

    boolean isLast() {
      return isLast;
    }
  }

  void apply(Cycle cycle, BoundedText account, StringBuilder out) {
    if (isChosen(cycle, account) == isNegated) {
      return;
    }
    switch (name) {
      case 's' -> substitute(cycle, account, out);
      case 'p' -> out.append(cycle.text).append('\n');
      case '=' -> out.append(cycle.number).append('\n');
      case 'd' -> cycle.isDeleted = true;
      case 'q' -> cycle.isLast = true;
      case 'a' -> cycle.appended.append(parts.text).append('\n');
      case 'i' -> out.append(parts.text).append('\n');
      default -> {
        out.append(parts.text).append('\n'); // c
        cycle.isDeleted = true;
      }
    }
  }

  private boolean isChosen(Cycle cycle, BoundedText account) {
    if (first == null) {
      return true;
    }
    if (last == null) {
      return first.fits(cycle, account);
    }
    if (isInRange) {
      boolean isNumber = last.pattern == null && last.line > 0;
      isInRange = isNumber ? cycle.number < rangeEnd : !last.fits(cycle, account);
      return !isNumber || cycle.number <= rangeEnd;
    }
    if (!first.fits(cycle, account)) {
      return false;
    }
    rangeEnd = last.line;
    isInRange = last.pattern != null || last.line == 0 || last.line > cycle.number;
    return true;
  }

  private void substitute(Cycle cycle, BoundedText account, StringBuilder out) {
    Pattern pattern = parts.pattern;
    if (pattern == null) {
      return;
    }
    Matcher matcher = pattern.matcher(account.next(cycle.text));
    StringBuilder changed = new StringBuilder();
    int at = 0;
    int found = 0;
    while (matcher.find()) {
      found++;
      if (found < parts.count) {
        continue;
      }
      changed.append(cycle.text, at, matcher.start()).append(replacement(matcher));
      at = matcher.end();
      if (!parts.isGlobal) {
        break;
      }
    }
    if (found < parts.count) {
      return;
    }
    cycle.text = changed.append(cycle.text.substring(at)).toString();
    if (parts.prints) {
      out.append(cycle.text).append('\n');
    }
  }

  private String replacement(Matcher matcher) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < parts.text.length(); i++) {
      char c = parts.text.charAt(i);
      if (c == '&') {
        text.append(matcher.group());
      } else if (c == '\\' && i + 1 < parts.text.length()) {
        char next = parts.text.charAt(++i);
        int group = next - '0';
        if (group >= 0 && group <= 9) {
          String value = group <= matcher.groupCount() ? matcher.group(group) : "";
          text.append(value == null ? "" : value);
        } else {
          text.append(next == 'n' ? '\n' : next == 't' ? '\t' : next);
        }
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  /// Reads a script.
  static List<SedCommand> parse(String script, boolean isExtended) throws WrongException {
    return new Reader(script, isExtended).read();
  }

  /// The reader of a script.
  private static final class Reader {
    private final String script;
    private final boolean isExtended;
    private int at;

    Reader(String script, boolean isExtended) {
      this.script = script;
      this.isExtended = isExtended;
    }

    List<SedCommand> read() throws WrongException {
      List<SedCommand> commands = new ArrayList<>();
      skip(" \t;\n");
      while (at < script.length()) {
        commands.add(command());
        skip(" \t;\n");
      }
      return commands;
    }

    private SedCommand command() throws WrongException {
      Address first = address();
      Address last = null;
      if (first != null && peek() == ',') {
        at++;
        last = address();
        if (last == null) {
          throw wrong("unexpected `,'");
        }
      }
      skip(" \t");
      boolean isNegated = peek() == '!';
      at += isNegated ? 1 : 0;
      skip(" \t");
      char name = peek();
      if (name == 0) {
        throw wrong("missing command");
      }
      if ("spdq=aic".indexOf(name) < 0) {
        boolean isKnown = "bBtTnNDhHgGxyrRwWlLe{}:#FzQ".indexOf(name) >= 0;
        throw wrong(
            isKnown
                ? "the command " + name + " is not supported here"
                : "unknown command: `" + name + "'");
      }
      at++;
      Parts parts =
          name == 's' ? substitution() : "aic".indexOf(name) >= 0 ? Parts.of(line()) : Parts.NONE;
      return new SedCommand(new Lines(first, last, isNegated), name, parts);
    }

    private WrongException wrong(String what) {
      return new WrongException("char " + Math.min(at + 1, script.length()) + ": " + what);
    }

    private char peek() {
      return at < script.length() ? script.charAt(at) : 0;
    }

    private void skip(String characters) {
      while (at < script.length() && characters.indexOf(script.charAt(at)) >= 0) {
        at++;
      }
    }

    private @Nullable Address address() throws WrongException {
      skip(" \t");
      char c = peek();
      if (c == '$') {
        at++;
        return new Address(0, null);
      }
      if (c == '/') {
        at++;
        return new Address(0, compiled(until('/'), 0));
      }
      int from = at;
      while (Character.isDigit(peek()) && at - from < 9) {
        at++;
      }
      return at == from ? null : new Address(Integer.parseInt(script.substring(from, at)), null);
    }

    /// The text up to a delimiter, which is skipped; one behind a backslash is part of the text.
    private String until(char delimiter) throws WrongException {
      StringBuilder text = new StringBuilder();
      boolean isInBrackets = false;
      while (at < script.length()) {
        char c = script.charAt(at++);
        if (c == '\\' && at < script.length()) {
          char next = script.charAt(at++);
          text.append(next == delimiter ? "" : "\\").append(next);
        } else if (c == delimiter && !isInBrackets) {
          return text.toString();
        } else {
          isInBrackets = c == '[' || (isInBrackets && c != ']');
          text.append(c);
        }
      }
      throw wrong("unterminated `s' command");
    }

    private Pattern compiled(String expression, int flags) throws WrongException {
      Pattern pattern = PosixPattern.compile(expression, isExtended, flags);
      if (pattern == null) {
        throw wrong("Invalid regular expression");
      }
      return pattern;
    }

    private Parts substitution() throws WrongException {
      char delimiter = peek();
      if (delimiter == 0 || delimiter == '\n') {
        throw wrong("unterminated `s' command");
      }
      at++;
      String expression = until(delimiter);
      String text = until(delimiter);
      boolean isGlobal = false;
      boolean prints = false;
      int flags = 0;
      int count = 1;
      while (at < script.length() && " \t;\n".indexOf(peek()) < 0) {
        char flag = script.charAt(at++);
        switch (flag) {
          case 'g' -> isGlobal = true;
          case 'p' -> prints = true;
          case 'i', 'I' -> flags = Pattern.CASE_INSENSITIVE;
          default -> {
            if (flag < '1' || flag > '9') {
              throw wrong("unknown option to `s'");
            }
            count = flag - '0';
          }
        }
      }
      return new Parts(compiled(expression, flags), text, isGlobal, prints, count);
    }

    /// What `a`, `i` and `c` write: the rest of the line.
    private String line() {
      skip(" \t");
      if (peek() == '\\') {
        at++;
        skip("\n");
      }
      int end = script.indexOf('\n', at);
      String text = script.substring(at, end < 0 ? script.length() : end);
      at = end < 0 ? script.length() : end;
      return text;
    }
  }
}
