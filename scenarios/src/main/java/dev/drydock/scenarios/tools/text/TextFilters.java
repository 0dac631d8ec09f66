package dev.drydock.scenarios.tools.text;

import dev.drydock.scenarios.tools.Invocation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `head`, `tail`, `wc`, `cut`, `sort` and `uniq`.
public final class TextFilters {
  private static final int DEFAULT_LINES = 10;
  private static final int BYTES_MAX = 1 << 24;

  private TextFilters() {}

  /// `-5` is short for `-n 5`.
  private static List<String> withoutOldForm(List<String> words) {
    List<String> out = new ArrayList<>();
    for (String word : words) {
      if (word.matches("-\\d+")) {
        out.add("-n");
        out.add(word.substring(1));
      } else {
        out.add(word);
      }
    }
    return out;
  }

  private static @Nullable Integer number(@Nullable String text) {
    String digits = text == null ? "" + DEFAULT_LINES : text.replaceFirst("^[+-]", "");
    return digits.matches("\\d{1,8}") ? Integer.valueOf(digits) : null;
  }

  public static int head(Invocation invocation) {
    Options options = Options.parse(withoutOldForm(invocation.arguments()), "n:c:q");
    String counted = options.has('c') ? options.value('c') : options.value('n');
    Integer count = number(counted);
    if (options.unknown() != 0) {
      return Texts.complainOption(invocation, options.unknown());
    }
    if (count == null || count > BYTES_MAX) {
      return complainNumber(invocation, counted);
    }
    if (options.has('c') && options.rest().equals(List.of("/dev/zero"))) {
      invocation.output().write("\0".repeat(count), false);
      return 0;
    }
    Lines lines = Lines.of(invocation, options.rest());
    if (lines == null) {
      return 1;
    }
    if (options.has('c')) {
      firstCharacters(invocation, lines, count);
      return 0;
    }
    for (int i = 0; i < count && lines.hasNext(); i++) {
      invocation.out(String.valueOf(lines.next()));
    }
    return 0;
  }

  private static void firstCharacters(Invocation invocation, Lines lines, int count) {
    int left = count;
    while (left > 0 && lines.hasNext()) {
      String line = lines.next() + (lines.isEndMissing() ? "" : "\n");
      invocation.output().write(line.substring(0, Math.min(left, line.length())), false);
      left -= line.length();
    }
  }

  public static int tail(Invocation invocation) {
    Options options = Options.parse(withoutOldForm(invocation.arguments()), "n:q");
    String counted = options.value('n');
    Integer count = number(counted);
    if (options.unknown() != 0) {
      return Texts.complainOption(invocation, options.unknown());
    }
    if (count == null) {
      return complainNumber(invocation, counted);
    }
    Lines read = Lines.of(invocation, options.rest());
    if (read == null) {
      return 1;
    }
    List<String> lines = read.rest();
    boolean fromStart = counted != null && counted.startsWith("+");
    long skipped = fromStart ? Math.max(count - 1, 0) : Math.max(lines.size() - count, 0);
    lines.stream().skip(skipped).forEach(invocation::out);
    return 0;
  }

  private static int complainNumber(Invocation invocation, @Nullable String text) {
    invocation.err(invocation.name() + ": invalid number '" + text + "'");
    return 1;
  }

  public static int wc(Invocation invocation) {
    Options options = Options.parse(invocation.arguments(), "lwcm");
    if (options.unknown() != 0) {
      return Texts.complainOption(invocation, options.unknown());
    }
    String text = Texts.read(invocation, options.rest());
    if (text == null) {
      return 1;
    }
    boolean all = options.values().isEmpty();
    List<String> counts = new ArrayList<>();
    if (all || options.has('l')) {
      counts.add(Long.toString(text.chars().filter(c -> c == '\n').count()));
    }
    if (all || options.has('w')) {
      counts.add(Integer.toString(text.isBlank() ? 0 : text.strip().split("\\s+").length));
    }
    if (all || options.has('c') || options.has('m')) {
      counts.add(Integer.toString(text.length()));
    }
    counts.addAll(options.rest());
    invocation.out(String.join(" ", counts));
    return 0;
  }

  public static int cut(Invocation invocation) {
    Options options = Options.parse(invocation.arguments(), "d:f:c:s");
    String list = options.has('f') ? options.value('f') : options.value('c');
    if (options.unknown() != 0 || list == null || !list.matches("[0-9,-]{1,100}")) {
      invocation.err("cut: you must specify a list of characters or fields");
      return 1;
    }
    Lines lines = Lines.of(invocation, options.rest());
    if (lines == null) {
      return 1;
    }
    String given = options.value('d');
    String delimiter = options.has('c') ? "" : given == null || given.isEmpty() ? "\t" : given;
    for (String line = lines.next(); line != null; line = lines.next()) {
      boolean whole = !delimiter.isEmpty() && !line.contains(delimiter);
      invocation.out(whole ? line : parts(line, delimiter, list));
    }
    return 0;
  }

  private static String parts(String line, String delimiter, String list) {
    String[] parts = line.split(Pattern.quote(delimiter), -1);
    List<String> chosen = new ArrayList<>();
    for (int i = 1; i <= parts.length; i++) {
      if (isListed(i, list)) {
        chosen.add(parts[i - 1]);
      }
    }
    return String.join(delimiter, chosen);
  }

  /// Whether `1,3-5,7-` has a number.
  private static boolean isListed(int number, String list) {
    for (String range : list.split(",", -1)) {
      int dash = range.indexOf('-');
      String low = dash < 0 ? range : range.substring(0, dash);
      String high = dash < 0 ? range : range.substring(dash + 1);
      boolean above = low.isEmpty() || (low.length() < 10 && number >= Integer.parseInt(low));
      boolean below =
          high.isEmpty()
              || (high.matches("\\d+") && (high.length() > 9 || number <= Integer.parseInt(high)));
      if (above && below && !range.isEmpty()) {
        return true;
      }
    }
    return false;
  }

  public static int sort(Invocation invocation) {
    Options options = Options.parse(invocation.arguments(), "nruVk:t:");
    if (options.unknown() != 0) {
      return Texts.complainOption(invocation, options.unknown());
    }
    Lines read = Lines.of(invocation, options.rest());
    if (read == null) {
      return 2;
    }
    Comparator<String> order = Comparator.naturalOrder();
    if (options.has('n') || options.has('V')) {
      order = Comparator.comparingDouble(TextFilters::leadingNumber).thenComparing(order);
    }
    List<String> lines = read.rest();
    lines.sort(options.has('r') ? order.reversed() : order);
    lines.stream().distinct().limit(options.has('u') ? Long.MAX_VALUE : 0).forEach(invocation::out);
    lines.stream().limit(options.has('u') ? 0 : Long.MAX_VALUE).forEach(invocation::out);
    return 0;
  }

  private static double leadingNumber(String line) {
    var matcher = Pattern.compile("\\s*(-?\\d{1,15}(\\.\\d{1,9})?)").matcher(line);
    return matcher.lookingAt() ? Double.parseDouble(matcher.group(1)) : 0;
  }

  public static int uniq(Invocation invocation) {
    Options options = Options.parse(invocation.arguments(), "cdu");
    if (options.unknown() != 0) {
      return Texts.complainOption(invocation, options.unknown());
    }
    Lines read = Lines.of(invocation, options.rest());
    if (read == null) {
      return 1;
    }
    List<String> lines = read.rest();
    int from = 0;
    while (from < lines.size()) {
      int to = from + 1;
      while (to < lines.size() && lines.get(to).equals(lines.get(from))) {
        to++;
      }
      int count = to - from;
      boolean shown = (!options.has('d') || count > 1) && (!options.has('u') || count == 1);
      if (shown) {
        invocation.out(
            options.has('c') ? String.format("%7d %s", count, lines.get(from)) : lines.get(from));
      }
      from = to;
    }
    return 0;
  }
}
