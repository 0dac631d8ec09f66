package dev.drydock.core.wire;

import org.jspecify.annotations.Nullable;

/// An IPv6 prefix in CIDR form, such as `fd00:db8:1::/64`. Host bits are kept as given; [#masked]
/// clears them.
///
/// @param address the address, host bits included
/// @param length bits of the network part, 0 to 128
public record Ipv6Prefix(Ipv6Address address, int length) {
  /// `::/0`.
  public static final Ipv6Prefix ANY = new Ipv6Prefix(Ipv6Address.ANY, 0);

  /// `fe80::/64`, the network of every link.
  public static final Ipv6Prefix LINK_LOCAL = new Ipv6Prefix(new Ipv6Address(0xfe80L << 48, 0), 64);

  /// `::1/128`.
  public static final Ipv6Prefix LOOPBACK = new Ipv6Prefix(Ipv6Address.LOOPBACK, 128);

  /// `ff00::/8`.
  public static final Ipv6Prefix MULTICAST = new Ipv6Prefix(new Ipv6Address(0xffL << 56, 0), 8);

  /// Checks the length.
  public Ipv6Prefix {
    if (length < 0 || length > 128) {
      throw new IllegalArgumentException("prefix length must be 0 to 128: " + length);
    }
  }

  /// Reads `ADDRESS/LENGTH`, or an address as a /128.
  ///
  /// @throws IllegalArgumentException if it is anything else
  public static Ipv6Prefix parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return new Ipv6Prefix(Ipv6Address.parse(text), 128);
    }
    String bits = text.substring(slash + 1);
    if (!bits.matches("\\d{1,3}")) {
      throw new IllegalArgumentException("not an IPv6 prefix: " + text);
    }
    return new Ipv6Prefix(Ipv6Address.parse(text.substring(0, slash)), Integer.parseInt(bits));
  }

  /// The prefix of one address.
  public static Ipv6Prefix of(Ipv6Address address) {
    return address.equals(Ipv6Address.LOOPBACK) ? LOOPBACK : new Ipv6Prefix(address, 128);
  }

  /// The same prefix with host bits zero.
  public Ipv6Prefix masked() {
    if (length == LINK_LOCAL.length && address.high() == LINK_LOCAL.address.high()) {
      return LINK_LOCAL; // every device has it
    }
    Ipv6Address network = address.masked(length);
    return network.equals(address) ? this : new Ipv6Prefix(network, length);
  }

  /// Whether an address lies in the prefix.
  public boolean contains(Ipv6Address other) {
    return contains(other.high(), other.low());
  }

  /// Whether an address, given in halves, lies in the prefix.
  public boolean contains(long high, long low) {
    if (length == 0) {
      return true;
    }
    long highMask = -1L << (64 - Math.min(length, 64));
    long lowMask = length <= 64 ? 0 : -1L << (128 - length);
    return ((high ^ address.high()) & highMask) == 0 && ((low ^ address.low()) & lowMask) == 0;
  }

  @Override
  public String toString() {
    return address + "/" + length;
  }

  // Written out: records link theirs when first used, which a start-up cache cannot keep.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Ipv6Prefix that
        && length == that.length
        && address.equals(that.address);
  }

  @Override
  public int hashCode() {
    return (address.hashCode() * 31) + length;
  }
}
