package dev.drydock.core.wire;

/// The Ethernet II header, 14 bytes (IEEE 802.3).
///
/// ```
///   0        6        12    14
///   | dst    | src    | type | payload
/// ```
public final class Ethernet {
  /// Bytes of the header.
  public static final int HEADER_BYTES = 14;

  /// Bits of an address.
  public static final int MAC_BITS = 48;

  /// `ff:ff:ff:ff:ff:ff`.
  public static final long BROADCAST = 0xffff_ffff_ffffL;

  /// EtherType of IPv4.
  public static final int IPV4 = 0x0800;

  /// EtherType of ARP.
  public static final int ARP = 0x0806;

  /// EtherType of IPv6.
  public static final int IPV6 = 0x86dd;

  /// EtherType of an 802.1Q tag.
  public static final int VLAN = 0x8100;

  /// EtherType of an 802.1ad service tag.
  public static final int SERVICE_VLAN = 0x88a8;

  private static final long GROUP_BIT = 0x0100_0000_0000L;

  private Ethernet() {}

  /// The destination address.
  public static long destination(byte[] data, int at) {
    return Bytes.i64(data, at) >>> 16;
  }

  /// The source address.
  public static long source(byte[] data, int at) {
    return Bytes.i64(data, at + 6) >>> 16;
  }

  /// The EtherType, or the length of an 802.3 frame when below 1536.
  public static int type(byte[] data, int at) {
    return Bytes.u16(data, at + 12);
  }

  /// Writes the whole header.
  public static void write(byte[] data, int at, long destination, long source, int type) {
    Bytes.put64(data, at, (destination << 16) | (source >>> 32));
    Bytes.put32(data, at + 8, (int) source);
    Bytes.put16(data, at + 12, type);
  }

  /// Whether the address names a group (broadcast included).
  public static boolean isGroup(long mac) {
    return (mac & GROUP_BIT) != 0;
  }

  /// The group address of an IPv4 multicast address: 01:00:5e and its low 23 bits (RFC 1112).
  public static long ofIpv4Group(int address) {
    return 0x0100_5e00_0000L | (address & 0x7f_ffff);
  }
}
