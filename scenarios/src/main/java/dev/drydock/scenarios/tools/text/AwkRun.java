package dev.drydock.scenarios.tools.text;

import dev.drydock.scenarios.tools.Invocation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// The state of an `awk`: its variables and the fields of the line. Values are texts; those that
/// read as numbers count as such.
final class AwkRun {
  private static final Pattern NUMBER =
      Pattern.compile("\\s*[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?\\s*");

  private static final int FIELDS_MAX = 10_000;

  private final Invocation invocation;
  private final Map<String, String> variables = new LinkedHashMap<>();
  private final List<String> fields = new ArrayList<>();
  private final BoundedText account = new BoundedText("");
  private String line = "";
  private boolean isNext;
  private boolean isOver;
  private boolean isEnded;
  private int status;

  AwkRun(Invocation invocation) {
    this.invocation = invocation;
    variables.put("FS", " ");
    variables.put("OFS", " ");
    variables.put("ORS", "\n");
    variables.put("NR", "0");
  }

  /// Reads a line.
  void begin(String newLine) {
    isNext = false;
    set("NR", Long.toString((long) number(get("NR")) + 1));
    read(newLine);
  }

  private void read(String newLine) {
    line = newLine;
    fields.clear();
    String separator = get("FS");
    String expression =
        separator.equals(" ")
            ? "[ \\t\\n]+"
            : separator.length() == 1 ? Pattern.quote(separator) : separator;
    String text = separator.equals(" ") ? line.strip() : line;
    Pattern pattern = PosixPattern.compile(expression, true, 0);
    Pattern used =
        separator.length() > 1 && pattern != null ? pattern : Pattern.compile(expression);
    if (!text.isEmpty()) {
      fields.addAll(List.of(used.split(text, FIELDS_MAX)));
    }
  }

  boolean isLeft() {
    return isNext || isOver;
  }

  boolean isOver() {
    return isOver;
  }

  int status() {
    return status;
  }

  void next() {
    isNext = true;
  }

  /// `exit`: no further line, but `END`; within `END`, nothing more.
  void exit(int newStatus) {
    status = newStatus;
    isOver = true;
  }

  void resume() {
    isOver = isEnded;
    isEnded = true;
    isNext = false;
  }

  String get(String name) {
    return name.equals("NF") ? Integer.toString(fields.size()) : variables.getOrDefault(name, "");
  }

  void set(String name, String value) {
    variables.put(name, value);
  }

  String field(int index) {
    if (index == 0) {
      return line;
    }
    return index > 0 && index <= fields.size() ? fields.get(index - 1) : "";
  }

  void setField(int index, String value) {
    if (index <= 0) {
      read(value);
      return;
    }
    while (fields.size() < Math.min(index, FIELDS_MAX)) {
      fields.add("");
    }
    fields.set(Math.min(index, FIELDS_MAX) - 1, value);
    line = String.join(get("OFS"), fields);
  }

  boolean matches(String text, Pattern pattern) {
    return pattern.matcher(account.next(text)).find();
  }

  void print(String text) {
    invocation.output().write(text, false);
  }

  static boolean isNumber(String text) {
    return text.length() < 40 && NUMBER.matcher(text).matches();
  }

  static boolean isTrue(String text) {
    return isNumber(text) ? number(text) != 0 : !text.isEmpty();
  }

  /// The number that a text begins with; 0 for none.
  static double number(String text) {
    var matcher = NUMBER.matcher(text.length() < 40 ? text : text.substring(0, 40));
    return matcher.lookingAt() ? Double.parseDouble(matcher.group().strip()) : 0;
  }

  /// A number as it is printed: whole ones without a point, others with six digits (`%.6g`).
  static String text(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }
    BigDecimal rounded = new BigDecimal(String.format(Locale.ROOT, "%.5e", value));
    return rounded.stripTrailingZeros().toPlainString();
  }
}
