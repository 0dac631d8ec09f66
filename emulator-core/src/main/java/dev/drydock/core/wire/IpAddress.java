package dev.drydock.core.wire;

import org.jspecify.annotations.Nullable;

/// An IPv4 or IPv6 address, ordered by its number; IPv4 comes before IPv6.
///
/// @param high the upper 64 bits, 0 for IPv4
/// @param low the lower 64 bits; an IPv4 address uses the lower 32 of them
/// @param isV6 which of the two it is
public record IpAddress(long high, long low, boolean isV6) implements Comparable<IpAddress> {
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
    Ipv6Address v6 = text.contains(":") ? Ipv6Address.parseOrNull(text) : null;
    return v6 == null ? null : of(v6);
  }

  /// The address that the data path holds as two halves.
  public static IpAddress of(Ipv6Address address) {
    return new IpAddress(address.high(), address.low(), true);
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
    return isV6 ? v6().toString() : Ipv4Address.format((int) low);
  }

  /// The halves of an IPv6 address.
  public Ipv6Address v6() {
    if (!isV6) {
      throw new IllegalStateException(this + " is not IPv6");
    }
    return new Ipv6Address(high, low);
  }

  /// Loopback, private (RFC 1918, RFC 6598, RFC 4193), link-local, multicast and 0.0.0.0: every
  /// address that has no owner out on the internet.
  public boolean isLocalUse() {
    if (isV6) {
      int top = (int) (high >>> 48);
      return (high >>> 16) == 0 || (top & 0xfe00) == 0xfc00 || top >= 0xfe80;
    }
    int top = (int) (low >>> 24);
    int next = (int) (low >>> 16) & 0xff;
    return top == 10
        || top == 0
        || top == 127
        || top >= 224
        || (top == 172 && (next & 0xf0) == 16)
        || (top == 192 && next == 168)
        || (top == 169 && next == 254)
        || (top == 100 && (next & 0xc0) == 64);
  }

  // Written out: records link theirs when first used, which a start-up cache cannot keep.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IpAddress that
        && high == that.high
        && low == that.low
        && isV6 == that.isV6;
  }

  @Override
  public int hashCode() {
    return (((Long.hashCode(high) * 31) + Long.hashCode(low)) * 31) + Boolean.hashCode(isV6);
  }
}
