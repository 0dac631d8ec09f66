package dev.drydock.scenarios.tools.text;

import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `grep`, `egrep` and `fgrep`: lines that a pattern finds.
public final class Grep implements Tool {
  /// Writes each line at once.
  static final String LINE_BUFFERED = "--line-buffered";

  private static final int CONTEXT_MAX = 1000;

  @Override
  public int run(Invocation invocation) {
    List<String> words = new ArrayList<>(invocation.arguments());
    words.removeIf(word -> word.equals(LINE_BUFFERED) || word.startsWith("--color"));
    Options options = Options.parse(words, "ivcnoqwxEFhse:m:A:B:C:");
    if (options.unknown() != 0) {
      return Texts.complainOption(invocation, options.unknown());
    }
    List<String> rest = new ArrayList<>(options.rest());
    List<String> expressions = new ArrayList<>(options.all('e'));
    if (expressions.isEmpty()) {
      if (rest.isEmpty()) {
        invocation.err("Usage: grep [OPTION]... PATTERNS [FILE]...");
        return 2;
      }
      expressions.add(rest.remove(0));
    }
    List<Pattern> patterns = new ArrayList<>();
    for (String expression : expressions) {
      Pattern one = patternOf(invocation.name(), options, expression);
      if (one == null) {
        invocation.err(invocation.name() + ": bad regex '" + expression + "'");
        return 2;
      }
      patterns.add(one);
    }
    Pattern pattern = any(patterns);
    Lines lines = Lines.of(invocation, rest);
    if (lines == null) {
      return 2;
    }
    try {
      return new Search(invocation, options, pattern).run(lines);
    } catch (BoundedText.TooMuchException | StackOverflowError e) {
      invocation.err(invocation.name() + ": the pattern takes too long");
      return 2;
    }
  }

  /// What one of them matches.
  private static Pattern any(List<Pattern> patterns) {
    Pattern first = patterns.getFirst();
    List<String> parts = patterns.stream().map(each -> "(?:" + each.pattern() + ")").toList();
    return parts.size() == 1 ? first : Pattern.compile(String.join("|", parts), first.flags());
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
    private final Deque<String> earlier = new ArrayDeque<>();
    private int number;
    private int lastShown;
    private int following;

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

    int run(Lines lines) {
      int found = 0;
      boolean isSilent = options.has('q') || options.has('c');
      for (String line = next(lines, found); line != null; line = next(lines, found)) {
        number++;
        Matcher matcher = pattern.matcher(account.next(line));
        if (matcher.find() == options.has('v')) {
          followOrRemember(line);
        } else if (found == most) {
          break;
        } else {
          found++;
          if (options.has('q')) {
            return 0;
          }
          if (!isSilent) {
            show(line, matcher);
          }
        }
      }
      if (options.has('c')) {
        invocation.out(Integer.toString(found));
      }
      return found > 0 ? 0 : 1;
    }

    /// The next line; null when there is none, or none is needed any more.
    private @Nullable String next(Lines lines, int found) {
      return found < most || following > 0 ? lines.next() : null;
    }

    private void followOrRemember(String line) {
      if (following > 0) {
        following--;
        write(line, number, "-");
        return;
      }
      earlier.addLast(line);
      if (earlier.size() > before) {
        earlier.removeFirst();
      }
    }

    private void show(String line, Matcher matcher) {
      if (options.has('o')) {
        do {
          if (!options.has('v') && matcher.end() > matcher.start()) {
            invocation.out(matcher.group());
          }
        } while (!options.has('v') && matcher.find());
        return;
      }
      int first = number - earlier.size();
      if (before + after > 0 && lastShown > 0 && first > lastShown + 1) {
        invocation.out("--");
      }
      for (int i = first; i < number; i++) {
        write(earlier.removeFirst(), i, "-");
      }
      write(line, number, ":");
      following = after;
    }

    private void write(String line, int lineNumber, String mark) {
      invocation.out((options.has('n') ? lineNumber + mark : "") + line);
      lastShown = lineNumber;
    }
  }
}
