package dev.drydock.core.wire;

/// The IPv6 header, 40 bytes (RFC 8200 section 3).
///
/// ```
///   0                 4         6      7     8          24         40
///   | 6, class, label | payload | next | hop | source   | dest     | ...
/// ```
///
/// Addresses are read and written in halves of 64 bits.
public final class Ipv6 {
  /// Bytes of the header.
  public static final int HEADER_BYTES = 40;

  /// The smallest MTU of a link that carries IPv6.
  public static final int MTU_BYTES_MIN = 1280;

  /// Next header: hop-by-hop options.
  public static final int HOP_BY_HOP = 0;

  /// Next header: TCP.
  public static final int TCP = 6;

  /// Next header: UDP.
  public static final int UDP = 17;

  /// Next header: routing.
  public static final int ROUTING = 43;

  /// Next header: fragment.
  public static final int FRAGMENT = 44;

  /// Next header: authentication.
  public static final int AUTHENTICATION = 51;

  /// Next header: ICMPv6.
  public static final int ICMP = 58;

  /// Next header: nothing follows.
  public static final int NONE = 59;

  /// Next header: options for the destination.
  public static final int DESTINATION_OPTIONS = 60;

  /// Bytes of the fragment header.
  public static final int FRAGMENT_BYTES = 8;

  private static final int VERSION = 6;

  private Ipv6() {}

  /// Whether a whole packet begins here: version 6, and all of the payload it claims.
  ///
  /// @param length the bytes there are
  public static boolean isValid(byte[] data, int at, int length) {
    return length >= HEADER_BYTES
        && (data[at] & 0xf0) >>> 4 == VERSION
        && HEADER_BYTES + payloadBytes(data, at) <= length;
  }

  /// The version, 6 in a valid header.
  public static int version(byte[] data, int at) {
    return (data[at] & 0xf0) >>> 4;
  }

  /// The traffic class.
  public static int trafficClass(byte[] data, int at) {
    return (Bytes.u16(data, at) >>> 4) & 0xff;
  }

  /// The flow label, 20 bits.
  public static int flowLabel(byte[] data, int at) {
    return Bytes.i32(data, at) & 0xf_ffff;
  }

  /// How many bytes follow the header.
  public static int payloadBytes(byte[] data, int at) {
    return Bytes.u16(data, at + 4);
  }

  /// How many bytes the packet has in all.
  public static int totalBytes(byte[] data, int at) {
    return HEADER_BYTES + payloadBytes(data, at);
  }

  /// What follows the header.
  public static int nextHeader(byte[] data, int at) {
    return data[at + 6] & 0xff;
  }

  /// How many routers it may pass.
  public static int hopLimit(byte[] data, int at) {
    return data[at + 7] & 0xff;
  }

  /// Sets the hop limit.
  public static void putHopLimit(byte[] data, int at, int hopLimit) {
    data[at + 7] = (byte) hopLimit;
  }

  /// Takes one off the hop limit; there is no checksum to mend.
  public static void decrementHopLimit(byte[] data, int at) {
    data[at + 7]--;
  }

  /// The first half of the source.
  public static long sourceHigh(byte[] data, int at) {
    return Bytes.i64(data, at + 8);
  }

  /// The second half of the source.
  public static long sourceLow(byte[] data, int at) {
    return Bytes.i64(data, at + 16);
  }

  /// The first half of the destination.
  public static long destinationHigh(byte[] data, int at) {
    return Bytes.i64(data, at + 24);
  }

  /// The second half of the destination.
  public static long destinationLow(byte[] data, int at) {
    return Bytes.i64(data, at + 32);
  }

  /// The source, for the control plane.
  public static Ipv6Address source(byte[] data, int at) {
    return new Ipv6Address(sourceHigh(data, at), sourceLow(data, at));
  }

  /// The destination, for the control plane.
  public static Ipv6Address destination(byte[] data, int at) {
    return new Ipv6Address(destinationHigh(data, at), destinationLow(data, at));
  }

  /// Writes version, traffic class and flow label, the latter two in one number of 28 bits.
  public static void putClassAndLabel(byte[] data, int at, int classAndLabel) {
    Bytes.put32(data, at, (VERSION << 28) | classAndLabel);
  }

  /// Writes the length of the payload, what it begins with, and the hop limit.
  ///
  /// @param nextAndHopLimit the next header above the 8 bits of the hop limit
  public static void putPayload(byte[] data, int at, int payloadBytes, int nextAndHopLimit) {
    Bytes.put32(data, at + 4, (payloadBytes << 16) | nextAndHopLimit);
  }

  /// Writes the source.
  public static void putSource(byte[] data, int at, long high, long low) {
    Bytes.put64(data, at + 8, high);
    Bytes.put64(data, at + 16, low);
  }

  /// Writes the destination.
  public static void putDestination(byte[] data, int at, long high, long low) {
    Bytes.put64(data, at + 24, high);
    Bytes.put64(data, at + 32, low);
  }

  /// The unfolded sum of the pseudo header of a packet (RFC 8200 section 8.1).
  ///
  /// @param at the IPv6 header
  /// @param protocol the protocol the checksum is for
  /// @param length bytes of its message
  public static long pseudo(byte[] data, int at, int protocol, int length) {
    return (long) Checksum.sum(data, at + 8, 32) + protocol + (length >>> 16) + (length & 0xffff);
  }

  /// Whether a half of an address begins one of `ff00::/8`.
  public static boolean isMulticast(long high) {
    return (high >>> 56) == 0xff;
  }

  /// Whether a half of an address begins one of `fe80::/10`.
  public static boolean isLinkLocal(long high) {
    return (high >>> 54) == 0x3fa;
  }
}
