package dev.drydock.scenarios.text;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An Ethernet address: 48 bits, the first octet on the wire uppermost.
public record MacAddress(long bits) {

  /// Checks that 48 bits are enough.
  public MacAddress {
    if ((bits >>> 48) != 0) {
      throw new IllegalArgumentException("a MAC address has 48 bits");
    }
  }

  /// Reads `02:42:ac:11:00:02`, also with dashes; null when it is none.
  public static @Nullable MacAddress parse(String text) {
    if (!text.matches("[0-9a-fA-F]{2}([:-][0-9a-fA-F]{2}){5}")) {
      return null;
    }
    return new MacAddress(Long.parseLong(text.replaceAll("[:-]", ""), 16));
  }

  /// Whether the group bit of the first octet is set.
  public boolean isMulticast() {
    return (bits >>> 40 & 1) != 0;
  }

  @Override
  public String toString() {
    var hex = String.format(Locale.ROOT, "%012x", bits);
    return String.join(":", hex.split("(?<=\\G..)"));
  }

  // Written out: records link theirs when first used, which a start-up cache cannot keep.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MacAddress that && bits == that.bits;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(bits);
  }
}
