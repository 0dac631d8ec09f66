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
    var rows = new int[a.length() + 1][b.length() + 1];
    for (var i = 0; i <= a.length(); i++) {
      for (var j = 0; j <= b.length(); j++) {
        rows[i][j] = i == 0 ? j : j == 0 ? i : step(a, b, rows, new int[] {i, j});
      }
    }
    return rows[a.length()][b.length()];
  }

  private static int step(String a, String b, int[][] rows, int[] at) {
    var i = at[0];
    var j = at[1];
    var same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    var best = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1);
    best = Math.min(best, rows[i - 1][j - 1] + same);
    var swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, rows[i - 2][j - 2] + 1) : best;
  }
}
