package dev.drydock.core.wire;

import org.jspecify.annotations.Nullable;

/// An IPv4 prefix in CIDR form, such as `172.17.0.0/16`. Host bits are kept as given; [#network]
/// clears them.
///
/// @param address the address, host bits included
/// @param length bits of the network part, 0 to 32
public record Ipv4Prefix(int address, int length) {
  /// 0.0.0.0/0.
  public static final Ipv4Prefix ANY = new Ipv4Prefix(0, 0);

  // Every namespace has these.
  private static final Ipv4Prefix LOOPBACK = new Ipv4Prefix(0x7f00_0000, 8);
  private static final Ipv4Prefix LOOPBACK_HOST = new Ipv4Prefix(0x7f00_0001, 32);
  private static final Ipv4Prefix LOOPBACK_BROADCAST = new Ipv4Prefix(0x7fff_ffff, 32);

  /// Checks the length.
  public Ipv4Prefix {
    if (length < 0 || length > 32) {
      throw new IllegalArgumentException("prefix length must be 0 to 32: " + length);
    }
  }

  /// Reads `a.b.c.d/n`, or `a.b.c.d` as a /32.
  ///
  /// @throws IllegalArgumentException if it is anything else
  public static Ipv4Prefix parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return new Ipv4Prefix(Ipv4Address.parse(text), 32);
    }
    String bits = text.substring(slash + 1);
    if (!bits.matches("\\d{1,2}")) {
      throw new IllegalArgumentException("not an IPv4 prefix: " + text);
    }
    return new Ipv4Prefix(Ipv4Address.parse(text.substring(0, slash)), Integer.parseInt(bits));
  }

  /// The prefix of one address.
  public static Ipv4Prefix of(int address) {
    if (address == LOOPBACK_HOST.address) {
      return LOOPBACK_HOST;
    }
    return address == LOOPBACK_BROADCAST.address ? LOOPBACK_BROADCAST : new Ipv4Prefix(address, 32);
  }

  /// The mask of a prefix length.
  public static int mask(int length) {
    return length == 0 ? 0 : -1 << (32 - length);
  }

  /// The mask.
  public int mask() {
    return mask(length);
  }

  /// The first address, host bits zero.
  public int network() {
    return address & mask();
  }

  /// The last address, host bits one.
  public int broadcast() {
    return address | ~mask();
  }

  /// The same prefix with host bits zero.
  public Ipv4Prefix masked() {
    if (network() == address) {
      return this;
    }
    boolean loopback = length == LOOPBACK.length && network() == LOOPBACK.address;
    return loopback ? LOOPBACK : new Ipv4Prefix(network(), length);
  }

  /// Whether an address lies in the prefix.
  public boolean contains(int other) {
    return ((other ^ address) & mask()) == 0;
  }

  /// Whether the two share an address.
  public boolean overlaps(Ipv4Prefix other) {
    return length <= other.length ? contains(other.address) : other.contains(address);
  }

  @Override
  public String toString() {
    return Ipv4Address.format(address) + "/" + length;
  }

  // Written out: records link theirs when first used, which a start-up cache cannot keep.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Ipv4Prefix that && length == that.length && address == that.address;
  }

  @Override
  public int hashCode() {
    return (address * 31) + length;
  }
}
