package dev.drydock.scenarios.text;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// "Did you mean": finds the known word that was likely meant.
public final class Spelling {

  /// Longer words are not compared: nobody mistypes them by a letter or two.
  private static final int LENGTH_MAX = 64;

  private Spelling() {}

  /// `did you mean "image"?`, or an empty text when no known word is near.
  public static String hint(String word, Collection<String> known) {
    var nearest = nearest(word, known);
    return nearest == null ? "" : "did you mean \"" + nearest + "\"?";
  }

  /// The known word with the fewest changed letters, at most a third of the word (one for short
  /// ones); the first of equals; null when none is near.
  public static @Nullable String nearest(String word, Collection<String> known) {
    if (word.length() > LENGTH_MAX) {
      return null;
    }
    var typed = fold(word);
    var limit = Math.max(1, Math.min(3, word.length() / 3));
    String best = null;
    for (var candidate : known) {
      var isNear = Math.abs(candidate.length() - word.length()) <= limit;
      if (!isNear || candidate.length() > LENGTH_MAX || candidate.equals(word)) {
        continue;
      }
      var distance = distance(typed, fold(candidate));
      if (distance <= limit) {
        best = candidate;
        limit = distance - 1;
      }
    }
    return best;
  }

  private static String fold(String word) {
    return word.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  /// Damerau-Levenshtein distance with adjacent swaps (optimal string alignment).
  static int distance(String a, String b) {
    var before = new int[b.length() + 1];
    var last = new int[b.length() + 1];
    var row = new int[b.length() + 1];
    for (var j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (var i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (var j = 1; j <= b.length(); j++) {
        var same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(last[j], row[j - 1]) + 1, last[j - 1] + same);
        if (areSwapped(a, i, b, j)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      var free = before;
      before = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }

  private static boolean areSwapped(String a, int i, String b, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
