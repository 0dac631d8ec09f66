package dev.drydock.core.wire;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// An IPv6 address: 128 bits in two halves, which the data path holds as two `long`s. Text as in
/// RFC 4291 section 2.2 and RFC 5952.
///
/// @param high the first 64 bits
/// @param low the last 64 bits
public record Ipv6Address(long high, long low) implements Comparable<Ipv6Address> {
  /// `::`.
  public static final Ipv6Address ANY = new Ipv6Address(0, 0);

  /// `::1`.
  public static final Ipv6Address LOOPBACK = new Ipv6Address(0, 1);

  /// `ff02::1`, all nodes of the link.
  public static final Ipv6Address ALL_NODES = new Ipv6Address(0xff02L << 48, 1);

  /// `ff02::2`, all routers of the link.
  public static final Ipv6Address ALL_ROUTERS = new Ipv6Address(0xff02L << 48, 2);

  /// `ff02::6a`, all bridges that snoop (RFC 4286).
  public static final Ipv6Address ALL_SNOOPERS = new Ipv6Address(0xff02L << 48, 0x6a);

  private static final long LINK_LOCAL = 0xfe80L << 48;
  private static final long UNIVERSAL_BIT = 0x0200_0000_0000_0000L;
  private static final long SOLICITED_NODE = 0x0000_0001_ff00_0000L;
  private static final int GROUPS = 8;

  /// The sixteen bytes at a place.
  public static Ipv6Address of(byte[] data, int at) {
    return new Ipv6Address(Bytes.i64(data, at), Bytes.i64(data, at + 8));
  }

  /// Reads an address.
  ///
  /// @throws IllegalArgumentException if it is none
  public static Ipv6Address parse(String text) {
    Ipv6Address address = parseOrNull(text);
    if (address == null) {
      throw new IllegalArgumentException("not an IPv6 address: " + text);
    }
    return address;
  }

  /// Reads an address; null if the text is none.
  public static @Nullable Ipv6Address parseOrNull(String text) {
    String[] halves = text.split("::", -1);
    if (halves.length > 2) {
      return null;
    }
    int[] front = groups(halves[0], halves.length == 1);
    int[] back = halves.length == 2 ? groups(halves[1], true) : new int[0];
    if (front == null || back == null) {
      return null;
    }
    int given = front.length + back.length;
    if (halves.length == 1 ? given != GROUPS : given >= GROUPS) {
      return null;
    }
    int[] all = new int[GROUPS];
    System.arraycopy(front, 0, all, 0, front.length);
    System.arraycopy(back, 0, all, GROUPS - back.length, back.length);
    return new Ipv6Address(half(all, 0), half(all, GROUPS / 2));
  }

  private static int @Nullable [] groups(String half, boolean isEnd) {
    if (half.isEmpty()) {
      return new int[0];
    }
    String[] parts = half.split(":", -1);
    String last = parts[parts.length - 1];
    boolean endsWithV4 = isEnd && Ipv4Address.isValid(last);
    int[] groups = new int[parts.length + (endsWithV4 ? 1 : 0)];
    for (int i = 0; i < parts.length; i++) {
      if (endsWithV4 && i == parts.length - 1) {
        int bits = Ipv4Address.parse(last);
        groups[i] = bits >>> 16;
        groups[i + 1] = bits & 0xffff;
      } else if (parts[i].matches("[0-9a-fA-F]{1,4}")) {
        groups[i] = Integer.parseInt(parts[i], 16);
      } else {
        return null;
      }
    }
    return groups;
  }

  private static long half(int[] groups, int from) {
    long bits = 0;
    for (int i = from; i < from + GROUPS / 2; i++) {
      bits = (bits << 16) | groups[i];
    }
    return bits;
  }

  /// The link-local address made from a MAC (modified EUI-64, RFC 4291 appendix A).
  public static Ipv6Address linkLocal(long mac) {
    return new Ipv6Address(LINK_LOCAL, eui64(mac));
  }

  /// The link-local address of a device that shares its MAC with others: the number that tells them
  /// apart stands in the middle, and no bit is turned (`addrconf_ifid_eui48`).
  public static Ipv6Address linkLocal(long mac, int deviceNumber) {
    long vendor = (mac >>> 24) & 0xff_ffffL;
    long serial = mac & 0xff_ffffL;
    long middle = (deviceNumber & 0xffffL) << 24;
    return new Ipv6Address(LINK_LOCAL, (vendor << 40) | middle | serial);
  }

  /// The interface identifier made from a MAC: `ff:fe` in its middle, the universal bit turned.
  public static long eui64(long mac) {
    long vendor = (mac >>> 24) & 0xff_ffffL;
    long serial = mac & 0xff_ffffL;
    return ((vendor << 40) | (0xfffeL << 24) | serial) ^ UNIVERSAL_BIT;
  }

  /// `fe80::/10`.
  public boolean isLinkLocal() {
    return (high >>> 54) == (LINK_LOCAL >>> 54);
  }

  /// `ff00::/8`.
  public boolean isMulticast() {
    return (high >>> 56) == 0xff;
  }

  /// `ff02::/16`: a group of one link.
  public boolean isLinkLocalMulticast() {
    return (high >>> 48) == 0xff02;
  }

  /// The group a neighbour is asked in: `ff02::1:ffXX:XXXX` (RFC 4291 section 2.7.1).
  public Ipv6Address solicitedNode() {
    return new Ipv6Address(ALL_NODES.high, SOLICITED_NODE | (low & 0xff_ffffL));
  }

  /// The MAC of a group: `33:33` and its last 32 bits (RFC 2464 section 7).
  public long groupMac() {
    return 0x3333_0000_0000L | (low & 0xffff_ffffL);
  }

  /// The first `length` bits, the rest zero.
  public Ipv6Address masked(int length) {
    long highMask = length == 0 ? 0 : -1L << (64 - Math.min(length, 64));
    long lowMask = length <= 64 ? 0 : -1L << (128 - length);
    return new Ipv6Address(high & highMask, low & lowMask);
  }

  // Written out: a large lab compares addresses often before the JVM has linked a record's own.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Ipv6Address address && high == address.high && low == address.low;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(high * 31 + low);
  }

  @Override
  public int compareTo(Ipv6Address other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  /// The shortest text: the longest run of zero groups, at least two, becomes `::`; an address that
  /// embeds an IPv4 address ends with it in dotted decimal.
  @Override
  public String toString() {
    if (high == 0 && (low >>> 32) == 0xffff) {
      return "::ffff:" + Ipv4Address.format((int) low);
    }
    int start = -1;
    int longest = 1;
    for (int i = 0; i < GROUPS; i++) {
      int run = 0;
      while (i + run < GROUPS && group(i + run) == 0) {
        run++;
      }
      if (run > longest) {
        start = i;
        longest = run;
      }
      i += run;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == start) {
        text.append("::");
        i += longest - 1;
      } else {
        boolean first = i == 0 || (start >= 0 && i == start + longest);
        text.append(first ? "" : ":").append(Integer.toHexString(group(i)));
      }
    }
    return text.toString();
  }

  /// All eight groups with four digits each.
  public String fullText() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      text.append(i == 0 ? "" : ":");
      text.append(HexFormat.of().toHexDigits((short) group(i)));
    }
    return text.toString();
  }

  private int group(int index) {
    long half = index < GROUPS / 2 ? high : low;
    return (int) (half >>> (48 - 16 * (index % (GROUPS / 2)))) & 0xffff;
  }
}
