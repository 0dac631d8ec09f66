package dev.drydock.scenarios.tools.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Short options of a command, as `getopt` reads them, and the words that are left.
///
/// @param values option letter -> its values in order, an empty one for an option without
/// @param rest the other words
/// @param unknown the first letter that is no option of this command; 0 for none
public record Options(Map<Character, List<String>> values, List<String> rest, char unknown) {
  /// Reads words.
  ///
  /// @param known the letters, a colon behind those that take a value: `n:c`; with a `+` in front
  ///   the first other word ends the options
  public static Options parse(List<String> words, String known) {
    Map<Character, List<String>> values = new LinkedHashMap<>();
    List<String> rest = new ArrayList<>();
    char unknown = 0;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("--")) {
        rest.addAll(words.subList(i + 1, words.size()));
        break;
      }
      if (!word.startsWith("-") || word.length() == 1) {
        if (known.startsWith("+")) {
          rest.addAll(words.subList(i, words.size()));
          break;
        }
        rest.add(word);
        continue;
      }
      for (int j = 1; j < word.length(); j++) {
        char letter = word.charAt(j);
        int at = letter == ':' || letter == '+' ? -1 : known.indexOf(letter);
        if (at < 0) {
          unknown = unknown == 0 ? letter : unknown;
        } else if (at + 1 == known.length() || known.charAt(at + 1) != ':') {
          values.computeIfAbsent(letter, l -> new ArrayList<>()).add("");
        } else {
          boolean attached = j + 1 < word.length();
          String next = i + 1 < words.size() ? words.get(i + 1) : "";
          values
              .computeIfAbsent(letter, l -> new ArrayList<>())
              .add(attached ? word.substring(j + 1) : next);
          i += attached ? 0 : 1;
          break;
        }
      }
    }
    return new Options(values, rest, unknown);
  }

  public boolean has(char letter) {
    return values.containsKey(letter);
  }

  /// Of several the last one wins.
  public @Nullable String value(char letter) {
    List<String> all = values.get(letter);
    return all == null ? null : all.getLast();
  }

  /// All values of an option, in order.
  public List<String> all(char letter) {
    return values.getOrDefault(letter, List.of());
  }
}
