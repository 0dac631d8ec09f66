package dev.drydock.scenarios.tools.basic;

import dev.drydock.scenarios.tools.Invocation;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `echo`, `printf` and `seq`.
final class Printing {
  private static final Pattern CONVERSION = Pattern.compile("%(-?\\d{0,3})([sdiuxXcb%])");
  private static final int NUMBERS_MAX = 100_000;

  private Printing() {}

  static int echo(Invocation invocation) {
    List<String> words = invocation.arguments();
    boolean newline = true;
    boolean escapes = false;
    int at = 0;
    while (at < words.size() && words.get(at).matches("-[neE]+")) {
      newline &= words.get(at).indexOf('n') < 0;
      escapes |= words.get(at).indexOf('e') >= 0;
      at++;
    }
    String text = String.join(" ", words.subList(at, words.size()));
    String shown = escapes ? unescape(text) : text;
    invocation.output().write(newline ? shown + "\n" : shown, false);
    return 0;
  }

  private static String unescape(String text) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      boolean escape = text.charAt(at) == '\\' && at + 1 < text.length();
      char c = text.charAt(escape ? at + 1 : at);
      out.append(escape ? escaped(c) : String.valueOf(c));
      at += escape ? 2 : 1;
    }
    return out.toString();
  }

  private static String escaped(char c) {
    return switch (c) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'r' -> "\r";
      case '0' -> "\0";
      case '\\' -> "\\";
      default -> "\\" + c;
    };
  }

  static int printf(Invocation invocation) {
    List<String> words = invocation.arguments();
    if (words.isEmpty()) {
      invocation.err("printf: usage: printf FORMAT [ARGUMENT]...");
      return 2;
    }
    String format = unescape(words.get(0));
    int next = 1;
    StringBuilder out = new StringBuilder();
    do { // the format is used again until all arguments are
      int before = next;
      int from = 0;
      Matcher conversion = CONVERSION.matcher(format);
      while (conversion.find()) {
        out.append(format, from, conversion.start());
        from = conversion.end();
        if (conversion.group(2).equals("%")) {
          out.append('%');
        } else {
          String word = next < words.size() ? words.get(next) : "";
          next++;
          out.append(converted(conversion, word));
        }
      }
      out.append(format.substring(from));
      if (next == before) {
        break;
      }
    } while (next < words.size());
    invocation.output().write(out.toString(), false);
    return 0;
  }

  private static String converted(Matcher conversion, String word) {
    String text =
        switch (conversion.group(2)) {
          case "d", "i", "u" -> word.matches("-?\\d{1,18}") ? word : "0";
          case "x" -> word.matches("\\d{1,18}") ? Long.toHexString(Long.parseLong(word)) : "0";
          case "X" ->
              word.matches("\\d{1,18}")
                  ? Long.toHexString(Long.parseLong(word)).toUpperCase(Locale.ROOT)
                  : "0";
          case "c" -> word.isEmpty() ? "" : word.substring(0, 1);
          case "b" -> unescape(word);
          default -> word;
        };
    String width = conversion.group(1);
    if (width.isEmpty() || width.equals("-")) {
      return text;
    }
    int columns = Integer.parseInt(width.replace("-", ""));
    String padding = " ".repeat(Math.max(columns - text.length(), 0));
    boolean zeros = width.startsWith("0") && !conversion.group(2).equals("s");
    String filled = zeros ? padding.replace(' ', '0') : padding;
    return width.startsWith("-") ? text + padding : filled + text;
  }

  static int seq(Invocation invocation) {
    List<String> words = invocation.arguments();
    boolean valid =
        !words.isEmpty()
            && words.size() <= 3
            && words.stream().allMatch(word -> word.matches("-?\\d{1,9}"));
    if (!valid) {
      invocation.err("seq: usage: seq [FIRST [STEP]] LAST");
      return 1;
    }
    long first = words.size() > 1 ? Long.parseLong(words.get(0)) : 1;
    long step = words.size() > 2 ? Long.parseLong(words.get(1)) : 1;
    long last = Long.parseLong(words.getLast());
    int count = 0;
    for (long i = first;
        step != 0 && (step > 0 ? i <= last : i >= last) && count < NUMBERS_MAX;
        i += step) {
      invocation.out(Long.toString(i));
      count++;
    }
    return 0;
  }
}
