package dev.drydock.scenarios.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The lines in which two texts differ, by their longest common subsequence.
public final class LineDiff {
  /// Longer texts are compared line by line from the top: the table would grow with the square.
  private static final int LINES_MAX = 2000;

  private LineDiff() {}

  /// Lines of the first text only, after `-`, and of the second only, after `+`, in order.
  public static List<String> between(List<String> before, List<String> after) {
    int head = 0;
    int shorter = Math.min(before.size(), after.size());
    while (head < shorter && before.get(head).equals(after.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
      tail++;
    }
    List<String> left = before.subList(head, before.size() - tail);
    List<String> right = after.subList(head, after.size() - tail);
    return Math.max(left.size(), right.size()) > LINES_MAX
        ? inPairs(left, right)
        : byCommonLines(left, right);
  }

  private static List<String> inPairs(List<String> left, List<String> right) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
      String one = i < left.size() ? left.get(i) : null;
      String other = i < right.size() ? right.get(i) : null;
      if (!Objects.equals(one, other)) {
        if (one != null) {
          lines.add("-" + one);
        }
        if (other != null) {
          lines.add("+" + other);
        }
      }
    }
    return lines;
  }

  private static List<String> byCommonLines(List<String> left, List<String> right) {
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
