package dev.drydock.scenarios.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes two outputs comparable: what is random in reality is replaced by tokens, numbered in the
/// order of their appearance within one output; times and the like become equal.
/// `docs/conformance.md` says the same in words.
final class Names {
  private record Token(String kind, Pattern pattern) {
    static Token of(String kind, String regex) {
      return new Token(kind, Pattern.compile(regex));
    }
  }

  private record Rewrite(Pattern pattern, String replacement) {
    static Rewrite of(String regex, String replacement) {
      return new Rewrite(Pattern.compile(regex), replacement);
    }
  }

  private static final String MAC = "mac";

  private static final List<Token> TOKENS =
      List.of(
          Token.of("id", "\\b[0-9a-f]{64}\\b"),
          Token.of("br", "\\bbr-[0-9a-f]{12}\\b"),
          Token.of("veth", "\\bveth[0-9a-f]{7}\\b"),
          Token.of(MAC, "\\b[0-9a-f]{2}(?::[0-9a-f]{2}){5}\\b"),
          Token.of("bid", "\\b8000\\.[0-9a-f:]+\\b"),
          Token.of("id12", "\\b[0-9a-f]{12}\\b"),
          Token.of("ll", "\\bfe80::[0-9a-f:]+\\b"),
          Token.of("swarmid", "\\b[a-z0-9]{25}\\b"),
          Token.of("token", "SWMTKN-\\S+"));

  private static final List<Rewrite> REWRITES =
      List.of(
          Rewrite.of("time[= ]\\s*[0-9.]+ ?ms", "time=T"),
          Rewrite.of("(min/avg/max(?:/mdev)?) = [0-9./]+ ms(?:, pipe \\d+)?", "$1 = T"),
          Rewrite.of("time \\d+ms(?:, pipe \\d+)?", "time T"),
          Rewrite.of("\\b\\d+ milliseconds", "T milliseconds"),
          Rewrite.of("\\b[0-9.]+ ?ms\\b", "T ms"),
          Rewrite.of(
              "(?:About |Less than )?(?:a|an|\\d+) (?:second|minute|hour)s?(?: ago)?", "AGO"),
          Rewrite.of("expires \\d+sec", "expires Tsec"),
          Rewrite.of("(\\w+_timer)\\s+[0-9.]+", "$1 T"),
          Rewrite.of("\\b\\d{4}-\\d\\d-\\d\\d[T ][0-9:.]+(?:Z| \\S+)?", "DATE"),
          Rewrite.of("[A-Z][a-z]{2} [A-Z][a-z]{2} [ 0-9]\\d [0-9:]{8}(?: UTC)? \\d{4}", "DATE"),
          Rewrite.of("id: \\d+", "id: N"),
          Rewrite.of("Query time: \\d+", "Query time: N"),
          Rewrite.of("^\\d+: (\\S+)", "N: $1"),
          Rewrite.of("@if\\d+", "@ifN"),
          Rewrite.of("link-netns(?:id)? \\S+", "link-netns X"),
          Rewrite.of(" +", " "));

  private final Map<String, Map<String, String>> known = new HashMap<>();

  private Names() {}

  /// The lines of one output, made comparable.
  static List<String> clean(List<String> lines) {
    Names names = new Names();
    List<String> clean = new ArrayList<>();
    lines.forEach(line -> clean.add(names.clean(line)));
    return clean;
  }

  /// The lines of a table as a set. Devices and link-local addresses have one name each: a table
  /// lists them by numbers that are random, so their place says nothing.
  static List<String> set(List<String> lines) {
    return clean(lines).stream()
        .map(line -> line.replaceAll("<(ll|veth)\\d+>", "<$1>"))
        .sorted()
        .toList();
  }

  /// The lines without their order and their numbers.
  static List<String> shape(List<String> lines) {
    return lines.stream().map(line -> line.replaceAll("\\d+", "N")).sorted().toList();
  }

  private String clean(String line) {
    String text = line;
    for (Token token : TOKENS) {
      Map<String, String> tokens = known.computeIfAbsent(token.kind(), kind -> new HashMap<>());
      text =
          token
              .pattern()
              .matcher(text)
              .replaceAll(found -> Matcher.quoteReplacement(tokenFor(token, tokens, found)));
    }
    for (Rewrite rewrite : REWRITES) {
      text = rewrite.pattern().matcher(text).replaceAll(rewrite.replacement());
    }
    return text.strip();
  }

  private static String tokenFor(Token token, Map<String, String> tokens, MatchResult found) {
    String text = found.group();
    if (token.kind().equals(MAC) && isNotRandom(text)) {
      return text;
    }
    return tokens.computeIfAbsent(text, t -> "<" + token.kind() + (tokens.size() + 1) + ">");
  }

  /// All zeros, broadcast, or `02:42` and a private IPv4 address, which Docker makes of the
  /// address.
  private static boolean isNotRandom(String mac) {
    if (mac.equals("00:00:00:00:00:00") || mac.equals("ff:ff:ff:ff:ff:ff")) {
      return true;
    }
    int first = Integer.parseInt(mac.substring(6, 8), 16);
    int second = Integer.parseInt(mac.substring(9, 11), 16);
    return mac.startsWith("02:42:")
        && (first == 10
            || (first == 172 && second >= 16 && second < 32)
            || (first == 192 && second == 168));
  }
}
