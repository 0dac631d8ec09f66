package dev.drydock.scenarios.tools.docker.show;

import java.util.Comparator;

/// The order in which the `docker` command lists what has names: numbers inside texts count as
/// numbers (`sortorder.NaturalLess` of docker/cli), so that `h2` comes before `h10`.
public final class NaturalOrder implements Comparator<String> {
  /// The order.
  public static final Comparator<String> OF_TEXTS = new NaturalOrder();

  private NaturalOrder() {}

  @Override
  public int compare(String one, String other) {
    int i = 0;
    int j = 0;
    while (i < one.length() && j < other.length()) {
      int endOne = digitsEnd(one, i);
      int endOther = digitsEnd(other, j);
      if (endOne == i && endOther == j) {
        if (one.charAt(i) != other.charAt(j)) {
          return Character.compare(one.charAt(i), other.charAt(j));
        }
        i++;
        j++;
        continue;
      }
      if (endOne == i || endOther == j) {
        return endOne > i ? -1 : 1; // digits come first
      }
      int order = numbers(one.substring(i, endOne), other.substring(j, endOther));
      if (order != 0) {
        return order;
      }
      i = endOne;
      j = endOther;
    }
    return Integer.compare(one.length() - i, other.length() - j);
  }

  /// By value; of equal ones that with fewer zeros in front first.
  private static int numbers(String one, String other) {
    int zeros = zeros(one);
    int otherZeros = zeros(other);
    int order = Integer.compare(one.length() - zeros, other.length() - otherZeros);
    if (order == 0) {
      order = one.substring(zeros).compareTo(other.substring(otherZeros));
    }
    return order == 0 ? Integer.compare(zeros, otherZeros) : order;
  }

  private static int zeros(String number) {
    int count = 0;
    while (count < number.length() && number.charAt(count) == '0') {
      count++;
    }
    return count;
  }

  private static int digitsEnd(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}
