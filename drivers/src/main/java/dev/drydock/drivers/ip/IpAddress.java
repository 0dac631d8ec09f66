package dev.drydock.drivers.ip;

import dev.drydock.core.wire.Ipv4Address;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An IPv4 or IPv6 address, ordered by its number; IPv4 comes before IPv6.
///
/// @param high the upper 64 bits, 0 for IPv4
/// @param low the lower 64 bits; an IPv4 address uses the lower 32 of them
/// @param isV6 which of the two it is
public record IpAddress(long high, long low, boolean isV6) implements Comparable<IpAddress> {
  private static final int GROUPS = 8;
  private static final long V4_MASK = 0xffff_ffffL;

  /// `0.0.0.0`.
  public static final IpAddress ANY_V4 = new IpAddress(0, 0, false);

  /// `::`.
  public static final IpAddress ANY_V6 = new IpAddress(0, 0, true);

  /// The IPv4 address with this number.
  public static IpAddress v4(int address) {
    return new IpAddress(0, address & V4_MASK, false);
  }

  /// Reads an address.
  ///
  /// @throws IllegalArgumentException if the text is none
  public static IpAddress parse(String text) {
    IpAddress address = parseOrNull(text);
    if (address == null) {
      throw new IllegalArgumentException("not an IP address: " + text);
    }
    return address;
  }

  /// Reads an address; null if the text is none.
  public static @Nullable IpAddress parseOrNull(String text) {
    if (Ipv4Address.isValid(text)) {
      return v4(Ipv4Address.parse(text));
    }
    return text.contains(":") ? parseV6(text) : null;
  }

  private static @Nullable IpAddress parseV6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      List<Integer> groups = groups(text);
      return groups == null || groups.size() != GROUPS ? null : ofGroups(groups);
    }
    List<Integer> left = groups(text.substring(0, gap));
    List<Integer> right = groups(text.substring(gap + 2));
    if (left == null || right == null || left.size() + right.size() >= GROUPS) {
      return null;
    }
    List<Integer> groups = new ArrayList<>(left);
    while (groups.size() + right.size() < GROUPS) {
      groups.add(0);
    }
    groups.addAll(right);
    return ofGroups(groups);
  }

  private static @Nullable List<Integer> groups(String text) {
    List<Integer> groups = new ArrayList<>();
    if (text.isEmpty()) {
      return groups;
    }
    String[] parts = text.split(":", -1);
    for (int i = 0; i < parts.length; i++) {
      if (i == parts.length - 1 && Ipv4Address.isValid(parts[i])) {
        int address = Ipv4Address.parse(parts[i]);
        groups.add(address >>> 16);
        groups.add(address & 0xffff);
      } else if (parts[i].matches("[0-9a-fA-F]{1,4}")) {
        groups.add(Integer.parseInt(parts[i], 16));
      } else {
        return null;
      }
    }
    return groups;
  }

  private static IpAddress ofGroups(List<Integer> groups) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < GROUPS; i++) {
      if (i < GROUPS / 2) {
        high = (high << 16) | groups.get(i);
      } else {
        low = (low << 16) | groups.get(i);
      }
    }
    return new IpAddress(high, low, true);
  }

  /// The number of an IPv4 address.
  public int v4() {
    if (isV6) {
      throw new IllegalStateException(this + " is not IPv4");
    }
    return (int) low;
  }

  /// How many bits an address of this kind has.
  public int bits() {
    return isV6 ? 128 : 32;
  }

  /// Whether it is `0.0.0.0` or `::`.
  public boolean isAny() {
    return high == 0 && low == 0;
  }

  /// Whether it is of 127.0.0.0/8, or ::1.
  public boolean isLoopback() {
    return isV6 ? high == 0 && low == 1 : low >>> 24 == 127;
  }

  /// The address after this one.
  public IpAddress next() {
    long up = low + 1;
    return isV6 ? new IpAddress(up == 0 ? high + 1 : high, up, true) : v4((int) up);
  }

  /// The address before this one.
  public IpAddress previous() {
    return isV6 ? new IpAddress(low == 0 ? high - 1 : high, low - 1, true) : v4((int) low - 1);
  }

  /// This address with all bits behind the first `length` zero.
  public IpAddress masked(int length) {
    if (!isV6) {
      return new IpAddress(0, low & mask(length + 32), false);
    }
    return new IpAddress(high & mask(length), low & mask(length - 64), true);
  }

  /// This address with all bits behind the first `length` one.
  public IpAddress filled(int length) {
    if (!isV6) {
      return new IpAddress(0, (low | ~mask(length + 32)) & V4_MASK, false);
    }
    return new IpAddress(high | ~mask(length), low | ~mask(length - 64), true);
  }

  private static long mask(int length) {
    if (length <= 0) {
      return 0;
    }
    return length >= 64 ? -1L : -1L << (64 - length);
  }

  @Override
  public int compareTo(IpAddress other) {
    if (isV6 != other.isV6) {
      return isV6 ? 1 : -1;
    }
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  /// Dotted decimal, or the form of RFC 5952.
  @Override
  public String toString() {
    return isV6 ? v6Text() : Ipv4Address.format((int) low);
  }

  private String v6Text() {
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = (int) ((i < 4 ? high : low) >>> (48 - 16 * (i & 3))) & 0xffff;
    }
    int best = -1;
    int bestLength = 1;
    for (int i = 0; i < GROUPS; i++) {
      int length = zeros(groups, i);
      if (length > bestLength) {
        best = i;
        bestLength = length;
      }
    }
    if (best < 0) {
      return join(groups, 0, GROUPS);
    }
    return join(groups, 0, best) + "::" + join(groups, best + bestLength, GROUPS);
  }

  private static int zeros(int[] groups, int from) {
    int to = from;
    while (to < GROUPS && groups[to] == 0) {
      to++;
    }
    return to - from;
  }

  private static String join(int[] groups, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i > from ? ":" : "").append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
