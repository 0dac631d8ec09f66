package dev.drydock.scenarios.text;

import java.util.ArrayList;
import java.util.List;

/// The lines in which two texts differ, by their longest common subsequence.
public final class LineDiff {
  /// Longer texts are compared line by line from the top: the table would grow with the square.
  private static final int LINES_MAX = 2000;

  private LineDiff() {}

  /// Lines of the first text only, after `-`, and of the second only, after `+`, in order.
  public static List<String> between(List<String> before, List<String> after) {
    List<String> left = before.subList(0, Math.min(before.size(), LINES_MAX));
    List<String> right = after.subList(0, Math.min(after.size(), LINES_MAX));
    int[][] common = commonLengths(left, right);
    List<String> lines = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < left.size() || j < right.size()) {
      if (i < left.size() && j < right.size() && left.get(i).equals(right.get(j))) {
        i++;
        j++;
      } else if (j == right.size() || (i < left.size() && common[i + 1][j] >= common[i][j + 1])) {
        lines.add("-" + left.get(i++));
      } else {
        lines.add("+" + right.get(j++));
      }
    }
    return lines;
  }

  /// `[i][j]`: how many lines the texts from line i and line j on have in common.
  private static int[][] commonLengths(List<String> left, List<String> right) {
    int[][] common = new int[left.size() + 1][right.size() + 1];
    for (int i = left.size() - 1; i >= 0; i--) {
      for (int j = right.size() - 1; j >= 0; j--) {
        common[i][j] =
            left.get(i).equals(right.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }
}
