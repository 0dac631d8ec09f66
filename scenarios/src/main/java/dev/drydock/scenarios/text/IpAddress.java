package dev.drydock.scenarios.text;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An IPv4 or IPv6 address as people write it: `high` and `low` are the 128 bits of an IPv6
/// address; an IPv4 address lies in the lower 32 bits of `low`.
public record IpAddress(boolean isV6, long high, long low) implements Comparable<IpAddress> {

  private static final int GROUPS = 8;

  /// Checks that an IPv4 address fits 32 bits.
  public IpAddress {
    if (!isV6 && (high != 0 || (low >>> 32) != 0)) {
      throw new IllegalArgumentException("an IPv4 address has 32 bits");
    }
  }

  /// The IPv4 address of these 32 bits.
  public static IpAddress ofV4(int bits) {
    return new IpAddress(false, 0, bits & 0xffff_ffffL);
  }

  /// Reads `192.168.1.1` (four decimal numbers, no leading zeros, as Go's net.ParseIP) or an IPv6
  /// address of RFC 4291 section 2.2; null when it is neither.
  public static @Nullable IpAddress parse(String text) {
    return text.indexOf(':') >= 0 ? parseV6(text) : parseV4(text);
  }

  /// The 32 bits of an IPv4 address.
  public int v4Bits() {
    if (isV6) {
      throw new IllegalStateException(this + " is not an IPv4 address");
    }
    return (int) low;
  }

  /// 32 or 128.
  public int bitCount() {
    return isV6 ? 128 : 32;
  }

  /// The first `prefixLength` bits, the rest zero.
  public IpAddress masked(int prefixLength) {
    if (!isV6) {
      var mask = prefixLength == 0 ? 0L : (-1L << (32 - prefixLength)) & 0xffff_ffffL;
      return new IpAddress(false, 0, low & mask);
    }
    var highMask = prefixLength == 0 ? 0L : -1L << (64 - Math.min(prefixLength, 64));
    var lowMask = prefixLength <= 64 ? 0L : -1L << (128 - prefixLength);
    return new IpAddress(true, high & highMask, low & lowMask);
  }

  /// Loopback, private (RFC 1918, RFC 6598, RFC 4193), link-local, multicast and 0.0.0.0: every
  /// address that has no owner out on the internet.
  public boolean isLocalUse() {
    if (isV6) {
      var top = (int) (high >>> 48);
      return (high >>> 16) == 0 || (top & 0xfe00) == 0xfc00 || top >= 0xfe80;
    }
    var top = (int) (low >>> 24);
    var next = (int) (low >>> 16) & 0xff;
    return top == 10
        || top == 0
        || top == 127
        || top >= 224
        || (top == 172 && (next & 0xf0) == 16)
        || (top == 192 && next == 168)
        || (top == 169 && next == 254)
        || (top == 100 && (next & 0xc0) == 64);
  }

  @Override
  public int compareTo(IpAddress other) {
    if (isV6 != other.isV6) {
      return isV6 ? 1 : -1;
    }
    var byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  /// Dotted decimal, or the canonical text of RFC 5952.
  @Override
  public String toString() {
    return isV6 ? v6Text() : v4Text(low);
  }

  private static String v4Text(long bits) {
    return (bits >>> 24)
        + "."
        + (bits >>> 16 & 255)
        + "."
        + (bits >>> 8 & 255)
        + "."
        + (bits & 255);
  }

  private String v6Text() {
    var groups = new int[GROUPS];
    for (var index = 0; index < GROUPS; index++) {
      var half = index < 4 ? high : low;
      groups[index] = (int) (half >>> (48 - 16 * (index & 3))) & 0xffff;
    }
    var zeros = longestZeros(groups);
    var text = new StringBuilder();
    for (var index = 0; index < GROUPS; index++) {
      if (zeros.contains(index)) {
        text.append(index == zeros.from ? "::" : "");
        continue;
      }
      if (index > 0 && index != zeros.to) {
        text.append(':');
      }
      text.append(Integer.toHexString(groups[index]));
    }
    return text.toString();
  }

  private record Run(int from, int to) {
    boolean contains(int index) {
      return index >= from && index < to;
    }
  }

  /// RFC 5952 section 4.2: the longest run of at least two zero groups, the first of equals.
  private static Run longestZeros(int[] groups) {
    var best = new Run(-1, -1);
    var start = 0;
    for (var index = 0; index <= GROUPS; index++) {
      if (index < GROUPS && groups[index] == 0) {
        continue;
      }
      if (index - start >= 2 && index - start > best.to - best.from) {
        best = new Run(start, index);
      }
      start = index + 1;
    }
    return best;
  }

  private static @Nullable IpAddress parseV4(String text) {
    var bits = v4BitsOf(text);
    return bits < 0 ? null : new IpAddress(false, 0, bits);
  }

  private static long v4BitsOf(String text) {
    var parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return -1;
    }
    long bits = 0;
    for (var part : parts) {
      var isNumber = !part.isEmpty() && part.length() <= 3 && digitsOnly(part);
      if (!isNumber || (part.length() > 1 && part.charAt(0) == '0')) {
        return -1;
      }
      var value = Integer.parseInt(part);
      if (value > 255) {
        return -1;
      }
      bits = bits << 8 | value;
    }
    return bits;
  }

  private static boolean digitsOnly(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static @Nullable IpAddress parseV6(String given) {
    var text = withoutDottedTail(given.toLowerCase(Locale.ROOT));
    if (text == null || text.contains(":::") || text.length() > 39) {
      return null;
    }
    var gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      return null;
    }
    var front = gap < 0 ? text : text.substring(0, gap);
    var back = gap < 0 ? "" : text.substring(gap + 2);
    var left = groupsOf(front);
    var right = groupsOf(back);
    if (left == null || right == null) {
      return null;
    }
    var count = left.length + right.length;
    if (gap < 0 ? count != GROUPS : count > GROUPS - 1) {
      return null;
    }
    var halves = new long[2];
    for (var index = 0; index < left.length; index++) {
      halves[index / 4] |= left[index] << (48 - 16 * (index & 3));
    }
    for (var index = 0; index < right.length; index++) {
      var at = GROUPS - right.length + index;
      halves[at / 4] |= right[index] << (48 - 16 * (at & 3));
    }
    return new IpAddress(true, halves[0], halves[1]);
  }

  /// `::ffff:1.2.3.4` with its dotted tail turned into two groups.
  private static @Nullable String withoutDottedTail(String text) {
    if (text.indexOf('.') < 0) {
      return text;
    }
    var cut = text.lastIndexOf(':') + 1;
    var bits = v4BitsOf(text.substring(cut));
    if (bits < 0) {
      return null;
    }
    return text.substring(0, cut)
        + Long.toHexString(bits >>> 16)
        + ":"
        + Long.toHexString(bits & 0xffff);
  }

  private static long @Nullable [] groupsOf(String text) {
    if (text.isEmpty()) {
      return new long[0];
    }
    var parts = text.split(":", -1);
    if (parts.length > GROUPS) {
      return null;
    }
    var groups = new long[parts.length];
    for (var index = 0; index < parts.length; index++) {
      var part = parts[index];
      var isHex = part.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
      if (part.isEmpty() || part.length() > 4 || !isHex) {
        return null;
      }
      groups[index] = Long.parseLong(part, 16);
    }
    return groups;
  }
}
