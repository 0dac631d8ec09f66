package dev.drydock.scenarios.tools.text;

import dev.drydock.scenarios.tools.Input;
import dev.drydock.scenarios.tools.Invocation;

/// `tr`: characters for others, or gone, or squeezed.
public final class CharacterSet {
  private static final int CHARACTERS_MAX = 1000;

  private CharacterSet() {}

  public static int tr(Invocation invocation) {
    Options options = Options.parse(invocation.arguments(), "dsc");
    int wanted = options.has('d') || options.has('s') ? 1 : 2;
    if (options.unknown() != 0 || options.rest().size() < wanted) {
      invocation.err("tr: usage: tr [-cds] SET1 [SET2]");
      return 1;
    }
    String from = expand(options.rest().get(0));
    String to = options.rest().size() > 1 ? expand(options.rest().get(1)) : "";
    var translation = new Translation(options, from, to);
    Input input = invocation.standardInput();
    String piece = input.piece(invocation.shell());
    while (piece != null) {
      invocation.output().write(translation.of(piece), false);
      piece = input.piece(invocation.shell());
    }
    return 0;
  }

  /// What becomes of characters.
  private static final class Translation {
    private final Options options;
    private final String from;
    private final String to;
    private int last = -1;

    Translation(Options options, String from, String to) {
      this.options = options;
      this.from = from;
      this.to = to;
    }

    String of(String piece) {
      StringBuilder out = new StringBuilder();
      for (int i = 0; i < piece.length(); i++) {
        char c = piece.charAt(i);
        boolean found = (from.indexOf(c) >= 0) != options.has('c');
        if (found && options.has('d')) {
          continue;
        }
        char now = found && !to.isEmpty() ? replacement(from, to, c) : c;
        if (!(options.has('s') && found && now == last)) {
          out.append(now);
        }
        last = now;
      }
      return out.toString();
    }
  }

  private static char replacement(String from, String to, char c) {
    int at = Math.max(from.indexOf(c), 0);
    return to.charAt(Math.min(at, to.length() - 1));
  }

  /// `a-z`, `\n` and classes written out.
  private static String expand(String set) {
    String text =
        set.replace("[:space:]", " \t\n\r")
            .replace("[:digit:]", "0-9")
            .replace("[:lower:]", "a-z")
            .replace("[:upper:]", "A-Z")
            .replace("\\n", "\n")
            .replace("\\t", "\t")
            .replace("\\r", "\r")
            .replace("\\0", "\0")
            .replace("\\\\", "\\");
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < text.length() && out.length() < CHARACTERS_MAX) {
      boolean range = i + 2 < text.length() && text.charAt(i + 1) == '-';
      char last = range ? text.charAt(i + 2) : text.charAt(i);
      for (int c = text.charAt(i); c <= last && out.length() < CHARACTERS_MAX; c++) {
        out.append((char) c);
      }
      i += range ? 3 : 1;
    }
    return out.toString();
  }
}
