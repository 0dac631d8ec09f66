package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Match;
import dev.drydock.core.netfilter.Packet;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// `-m string`: bytes anywhere in a packet (Linux `xt_string.c`).
///
/// @param pattern one character for each byte
record TextMatch(String pattern, Search search, boolean negated) implements Match {
  private static final int LENGTH_MAX = 128;
  private static final int END = 65_535;

  /// How it is looked for.
  ///
  /// @param from where the search begins, counted from the IP header
  /// @param to where it ends
  record Search(String algorithm, int from, int to, boolean ignoresCase) {}

  /// Whether the kernel has a way to search (`lib/ts_*.c`).
  static boolean isKnown(String algorithm) {
    return algorithm.equals("bm") || algorithm.equals("kmp") || algorithm.equals("fsm");
  }

  @Override
  public boolean matches(Packet packet) {
    byte[] data = packet.data();
    int end = packet.at() + Math.min(packet.totalBytes(), search.to);
    for (int at = packet.at() + search.from; at + pattern.length() <= end; at++) {
      if (isAt(data, at)) {
        return !negated;
      }
    }
    return negated;
  }

  private boolean isAt(byte[] data, int at) {
    for (int i = 0; i < pattern.length(); i++) {
      int is = data[at + i] & 0xff;
      int wanted = pattern.charAt(i);
      boolean same = is == wanted;
      if (!same && !(search.ignoresCase && upper(is) == upper(wanted))) {
        return false;
      }
    }
    return true;
  }

  private static int upper(int letter) {
    return letter >= 'a' && letter <= 'z' ? letter - 32 : letter;
  }

  private boolean isPlain() {
    return pattern.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
  }

  private String hex() {
    byte[] bytes = pattern.getBytes(StandardCharsets.ISO_8859_1);
    return "\"|" + HexFormat.of().formatHex(bytes) + "|\"";
  }

  @Override
  public String save() {
    return "-m string"
        + (negated ? " !" : "")
        + (isPlain() ? " --string " + Quoted.always(pattern) : " --hex-string " + hex())
        + " --algo "
        + search.algorithm
        + (search.from == 0 ? "" : " --from " + search.from)
        + (search.to == END ? "" : " --to " + search.to)
        + (search.ignoresCase ? " --icase" : "");
  }

  @Override
  public String list(boolean numeric) {
    return "STRING match "
        + (negated ? "!" : "")
        + " "
        + (isPlain() ? Quoted.always(pattern) : hex())
        + " ALGO name "
        + search.algorithm
        + (search.from == 0 ? "" : " FROM " + search.from)
        + (search.to == END ? "" : " TO " + search.to)
        + (search.ignoresCase ? " ICASE" : "");
  }

  /// Reads the options of the module.
  static final class Reader implements Matches.Reader {
    private @Nullable String pattern;
    private boolean negated;
    private @Nullable String algorithm;
    private int from;
    private int to = END;
    private boolean ignoresCase;

    @Override
    public boolean option(String option, boolean not, Words words) throws RuleException {
      switch (option) {
        case "--string" -> set(words.value(), not);
        case "--hex-string" -> set(unhex(words.value()), not);
        case "--algo" -> algorithm = words.value();
        case "--from" -> from = Guided.number("string", option, words.value(), END);
        case "--to" -> to = Guided.number("string", option, words.value(), END);
        case "--icase" -> ignoresCase = true;
        default -> {
          return false;
        }
      }
      return true;
    }

    private void set(String text, boolean not) throws RuleException {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      boolean wide = text.chars().anyMatch(c -> c > 0xff);
      pattern = wide ? new String(bytes, StandardCharsets.ISO_8859_1) : text;
      negated = not;
      if (pattern.length() > LENGTH_MAX) {
        throw RuleException.usage("STRING too long \"" + text + "\"");
      }
    }

    /// Text in which `|de ad|` stands for bytes, and `\` takes the next character as it is.
    private static String unhex(String text) throws RuleException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      boolean inHex = false;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '\\' && !inHex && i + 1 < text.length()) {
          i++;
          bytes.write(text.charAt(i));
        } else if (c == '|') {
          inHex = !inHex;
        } else if (!inHex) {
          bytes.write(c);
        } else if (c != ' ') {
          if (i + 1 >= text.length() || text.charAt(i + 1) == '|') {
            throw RuleException.usage("Odd number of hex digits");
          }
          String digits = text.substring(i, i + 2);
          if (!digits.matches("[0-9A-Fa-f]{2}")) {
            throw RuleException.usage("Invalid hex char '" + c + "'");
          }
          bytes.write(Integer.parseInt(digits, 16));
          i++;
        }
      }
      return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public Match build() throws RuleException {
      if (algorithm == null) {
        throw Guided.missing("string", "--algo");
      }
      if (pattern == null || pattern.isEmpty()) {
        throw RuleException.usage("STRING match: You must specify `--string' or `--hex-string'");
      }
      return new TextMatch(pattern, new Search(algorithm, from, to, ignoresCase), negated);
    }
  }
}
