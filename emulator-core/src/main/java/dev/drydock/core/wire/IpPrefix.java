package dev.drydock.core.wire;

import org.jspecify.annotations.Nullable;

/// An IPv4 or IPv6 prefix in CIDR form; host bits are kept as given.
///
/// @param address the address, host bits included
/// @param length bits of the network part
public record IpPrefix(IpAddress address, int length) implements Comparable<IpPrefix> {
  /// Checks the length.
  public IpPrefix {
    if (length < 0 || length > address.bits()) {
      throw new IllegalArgumentException("not a prefix length of " + address + ": " + length);
    }
  }

  /// Reads `address/length`.
  ///
  /// @throws IllegalArgumentException if the text is anything else
  public static IpPrefix parse(String text) {
    IpPrefix prefix = parseOrNull(text);
    if (prefix == null) {
      throw new IllegalArgumentException("not an IP prefix: " + text);
    }
    return prefix;
  }

  /// Reads `address/length`; null if the text is anything else.
  public static @Nullable IpPrefix parseOrNull(String text) {
    int slash = text.indexOf('/');
    IpAddress address = slash < 0 ? null : IpAddress.parseOrNull(text.substring(0, slash));
    String bits = text.substring(slash + 1);
    if (address == null || !bits.matches("0|[1-9]\\d{0,2}")) {
      return null;
    }
    int length = Integer.parseInt(bits);
    return length > address.bits() ? null : new IpPrefix(address, length);
  }

  /// The same prefix as the data path holds it.
  public static IpPrefix of(Ipv4Prefix prefix) {
    return new IpPrefix(IpAddress.v4(prefix.address()), prefix.length());
  }

  /// An IPv4 prefix as the data path holds it.
  public Ipv4Prefix v4() {
    return new Ipv4Prefix(address.v4(), length);
  }

  /// Whether it is IPv6.
  public boolean isV6() {
    return address.isV6();
  }

  /// The lowest address.
  public IpAddress first() {
    return address.masked(length);
  }

  /// The highest address.
  public IpAddress last() {
    return address.filled(length);
  }

  /// The same prefix with host bits zero.
  public IpPrefix masked() {
    return new IpPrefix(first(), length);
  }

  /// Whether the host bits are zero.
  public boolean isMasked() {
    return address.equals(first());
  }

  /// Whether an address lies in it.
  public boolean contains(IpAddress other) {
    return other.isV6() == isV6() && other.masked(length).equals(first());
  }

  /// Whether all of another prefix lies in it.
  public boolean contains(IpPrefix other) {
    return other.length >= length && contains(other.address);
  }

  /// Whether the two share an address.
  public boolean overlaps(IpPrefix other) {
    return contains(other.address.masked(other.length)) || other.contains(first());
  }

  @Override
  public int compareTo(IpPrefix other) {
    int byAddress = address.compareTo(other.address);
    return byAddress != 0 ? byAddress : Integer.compare(length, other.length);
  }

  @Override
  public String toString() {
    return address + "/" + length;
  }

  // Written out: records link theirs when first used, which a start-up cache cannot keep.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IpPrefix that && length == that.length && address.equals(that.address);
  }

  @Override
  public int hashCode() {
    return (address.hashCode() * 31) + length;
  }
}
