package dev.drydock.scenarios.text;

import org.jspecify.annotations.Nullable;

/// An address with its prefix length, `192.168.0.10/24`: a subnet when the host bits are zero.
public record Cidr(IpAddress address, int prefixLength) {

  /// Checks the prefix length.
  public Cidr {
    if (prefixLength < 0 || prefixLength > address.bitCount()) {
      throw new IllegalArgumentException("prefix length " + prefixLength);
    }
  }

  /// Reads `ADDRESS/LENGTH`; null when it is none.
  public static @Nullable Cidr parse(String text) {
    var slash = text.indexOf('/');
    if (slash < 0 || text.length() - slash > 4) {
      return null;
    }
    var address = IpAddress.parse(text.substring(0, slash));
    var digits = text.substring(slash + 1);
    if (address == null || !digits.matches("0|[1-9][0-9]*")) {
      return null;
    }
    var length = Integer.parseInt(digits);
    return length > address.bitCount() ? null : new Cidr(address, length);
  }

  /// The same prefix with its host bits zero.
  public Cidr subnet() {
    return new Cidr(address.masked(prefixLength), prefixLength);
  }

  /// Whether an address lies in this prefix.
  public boolean contains(IpAddress other) {
    return other.isV6() == address.isV6()
        && other.masked(prefixLength).equals(address.masked(prefixLength));
  }

  /// Whether the whole of another prefix lies in this one.
  public boolean contains(Cidr other) {
    return other.prefixLength >= prefixLength && contains(other.address);
  }

  /// Whether two prefixes share an address.
  public boolean overlaps(Cidr other) {
    return contains(other.address.masked(other.prefixLength))
        || other.contains(address.masked(prefixLength));
  }

  @Override
  public String toString() {
    return address + "/" + prefixLength;
  }
}
