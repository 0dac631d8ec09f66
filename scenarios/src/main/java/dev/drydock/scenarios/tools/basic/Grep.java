package dev.drydock.scenarios.tools.basic;

import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `grep`, `egrep` and `fgrep`: lines that a pattern finds.
final class Grep implements Tool {
  private static final int CONTEXT_MAX = 1000;

  @Override
  public int run(Invocation invocation) {
    Options options = Options.parse(invocation.arguments(), "ivcnoqwxEFhse:m:A:B:C:");
    if (options.unknown() != 0) {
      return Texts.complainOption(invocation, options.unknown());
    }
    List<String> rest = new ArrayList<>(options.rest());
    String expression = options.value('e');
    if (expression == null) {
      if (rest.isEmpty()) {
        invocation.err("Usage: grep [OPTION]... PATTERNS [FILE]...");
        return 2;
      }
      expression = rest.remove(0);
    }
    Pattern pattern = patternOf(invocation.name(), options, expression);
    if (pattern == null) {
      invocation.err(invocation.name() + ": bad regex '" + expression + "'");
      return 2;
    }
    String text = Texts.read(invocation, rest);
    if (text == null) {
      return 2;
    }
    try {
      return new Search(invocation, options, pattern).run(Texts.lines(text));
    } catch (BoundedText.TooMuchException | StackOverflowError e) {
      invocation.err(invocation.name() + ": the pattern takes too long");
      return 2;
    }
  }

  private static @Nullable Pattern patternOf(String name, Options options, String expression) {
    int flags = options.has('i') ? Pattern.CASE_INSENSITIVE : 0;
    if (options.has('F') || name.equals("fgrep")) {
      return Pattern.compile(Pattern.quote(expression), flags);
    }
    Pattern pattern =
        PosixPattern.compile(expression, options.has('E') || name.equals("egrep"), flags);
    if (pattern == null || !(options.has('w') || options.has('x'))) {
      return pattern;
    }
    String inner = "(?:" + pattern.pattern() + ")";
    return Pattern.compile(
        options.has('x') ? "^" + inner + "$" : "(?<!\\w)" + inner + "(?!\\w)", flags);
  }

  /// One search through the lines of a text.
  private static final class Search {
    private final Invocation invocation;
    private final Options options;
    private final Pattern pattern;
    private final int before;
    private final int after;
    private final int most;
    private final BoundedText account = new BoundedText("");
    private int lastShown = -1;

    Search(Invocation invocation, Options options, Pattern pattern) {
      this.invocation = invocation;
      this.options = options;
      this.pattern = pattern;
      this.before = context('B');
      this.after = context('A');
      this.most = number(options.value('m'), Integer.MAX_VALUE);
    }

    private int context(char letter) {
      int both = number(options.value('C'), 0);
      return Math.min(number(options.value(letter), both), CONTEXT_MAX);
    }

    private static int number(@Nullable String text, int otherwise) {
      return text != null && text.matches("\\d{1,9}") ? Integer.parseInt(text) : otherwise;
    }

    int run(List<String> lines) {
      int found = 0;
      for (int i = 0; i < lines.size() && found < most; i++) {
        Matcher matcher = pattern.matcher(account.next(lines.get(i)));
        if (matcher.find() != options.has('v')) {
          found++;
          if (!options.has('q') && !options.has('c')) {
            show(lines, i, matcher);
          }
        }
      }
      if (options.has('c')) {
        invocation.out(Integer.toString(found));
      }
      return found > 0 ? 0 : 1;
    }

    private void show(List<String> lines, int index, Matcher matcher) {
      if (options.has('o')) {
        do {
          if (!options.has('v') && matcher.end() > matcher.start()) {
            invocation.out(matcher.group());
          }
        } while (!options.has('v') && matcher.find());
        return;
      }
      int first = Math.max(Math.max(0, lastShown + 1), index - before);
      if (before + after > 0 && lastShown >= 0 && first > lastShown + 1) {
        invocation.out("--");
      }
      int last = Math.min(lines.size() - 1, index + after);
      for (int i = first; i <= last; i++) {
        String mark = options.has('n') ? (i + 1) + (i == index ? ":" : "-") : "";
        invocation.out(mark + lines.get(i));
      }
      lastShown = Math.max(lastShown, last);
    }
  }
}
