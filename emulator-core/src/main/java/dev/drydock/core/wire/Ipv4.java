package dev.drydock.core.wire;

/// The IPv4 header (RFC 791).
///
/// ```
///   0      1     2        4    6             8     9     10    12       16       20
///   | 4 ihl | tos | length | id | flags+offset | ttl | prot | sum | source | dest | options
/// ```
public final class Ipv4 {
  /// Bytes of a header without options.
  public static final int HEADER_BYTES = 20;

  /// Protocol number of ICMP.
  public static final int ICMP = 1;

  /// Protocol number of IGMP.
  public static final int IGMP = 2;

  /// Protocol number of TCP.
  public static final int TCP = 6;

  /// Protocol number of UDP.
  public static final int UDP = 17;

  /// Protocol number of SCTP.
  public static final int SCTP = 132;

  /// Protocol number of ESP.
  public static final int ESP = 50;

  /// Do not fragment, in [#fragment].
  public static final int DF = 0x4000;

  /// More fragments follow, in [#fragment].
  public static final int MF = 0x2000;

  /// The fragment's offset in units of eight bytes, in [#fragment].
  public static final int OFFSET_MASK = 0x1fff;

  /// 255.255.255.255.
  public static final int BROADCAST = -1;

  private Ipv4() {}

  /// Whether a header can be trusted.
  public enum HeaderCheck {
    /// The header is sound.
    OK,
    /// Version, header length or total length make no sense.
    MALFORMED,
    /// The checksum is wrong.
    BAD_CHECKSUM
  }

  /// The checks of Linux `ip_rcv_core`.
  ///
  /// @param length bytes there are, from `at` on
  public static HeaderCheck check(byte[] data, int at, int length) {
    if (length < HEADER_BYTES || version(data, at) != 4) {
      return HeaderCheck.MALFORMED;
    }
    int header = headerBytes(data, at);
    if (header < HEADER_BYTES || header > length) {
      return HeaderCheck.MALFORMED;
    }
    boolean valid =
        header == HEADER_BYTES
            ? Checksum.isValidHeader(data, at)
            : Checksum.isValid(data, at, header);
    if (!valid) {
      return HeaderCheck.BAD_CHECKSUM;
    }
    int total = totalBytes(data, at);
    return total < header || total > length ? HeaderCheck.MALFORMED : HeaderCheck.OK;
  }

  /// The IP version, 4.
  public static int version(byte[] data, int at) {
    return (data[at] & 0xff) >>> 4;
  }

  /// Bytes of the header with its options.
  public static int headerBytes(byte[] data, int at) {
    return (data[at] & 0xf) << 2;
  }

  /// The type of service byte (DSCP and ECN).
  public static int tos(byte[] data, int at) {
    return data[at + 1] & 0xff;
  }

  /// Bytes of the packet, header included.
  public static int totalBytes(byte[] data, int at) {
    return Bytes.u16(data, at + 2);
  }

  /// The identification.
  public static int id(byte[] data, int at) {
    return Bytes.u16(data, at + 4);
  }

  /// Flags and fragment offset.
  public static int fragment(byte[] data, int at) {
    return Bytes.u16(data, at + 6);
  }

  /// Time to live.
  public static int ttl(byte[] data, int at) {
    return data[at + 8] & 0xff;
  }

  /// The protocol number.
  public static int protocol(byte[] data, int at) {
    return data[at + 9] & 0xff;
  }

  /// The source address.
  public static int source(byte[] data, int at) {
    return Bytes.i32(data, at + 12);
  }

  /// The destination address.
  public static int destination(byte[] data, int at) {
    return Bytes.i32(data, at + 16);
  }

  /// Takes one off the TTL and mends the checksum (RFC 1624).
  public static void decrementTtl(byte[] data, int at) {
    int before = Bytes.i32(data, at + 8); // with the protocol and the checksum
    int checksum = Checksum.mend(before & 0xffff, 0xffff - 0x100);
    Bytes.put32(data, at + 8, ((before - 0x0100_0000) & 0xffff_0000) | checksum);
  }

  /// The first eight bytes of a header without options.
  public static long lengths(int tos, int totalBytes, int id, int fragment) {
    int first = 0x4500_0000 | ((tos & 0xff) << 16) | (totalBytes & 0xffff);
    return ((long) first << 32) | ((id & 0xffffL) << 16) | (fragment & 0xffff);
  }

  /// Writes a whole header without options. Its checksum is made of the values and not of the bytes
  /// just written: a processor waits when it reads at once what it wrote in other pieces.
  ///
  /// @param lengths what [#lengths] says
  /// @param addresses the source in the upper half, the destination in the lower
  public static void write(byte[] data, int at, long lengths, int ttlAndProtocol, long addresses) {
    int checksum = Checksum.ofWords(lengths, (long) ttlAndProtocol << 16, addresses);
    long second = ((long) ttlAndProtocol << 48) | ((long) checksum << 32) | (addresses >>> 32);
    Bytes.put64(data, at, lengths);
    Bytes.put64(data, at + 8, second);
    Bytes.put32(data, at + 16, (int) addresses);
  }

  /// Writes lengths, id and flags of a header without options; [#writeAddresses] writes the rest.
  public static void writeLengths(byte[] data, int at, int totalBytes, int id, int fragment) {
    Bytes.put64(data, at, lengths(0, totalBytes, id, fragment));
  }

  /// Writes TTL, protocol, addresses and the checksum; the other fields must be there already.
  public static void writeAddresses(
      byte[] data, int at, int ttlAndProtocol, int source, int destination) {
    Bytes.put16(data, at + 8, ttlAndProtocol);
    Bytes.put16(data, at + 10, 0);
    Bytes.put32(data, at + 12, source);
    Bytes.put32(data, at + 16, destination);
    writeChecksum(data, at);
  }

  /// The field holds zero.
  private static void writeChecksum(byte[] data, int at) {
    int header = headerBytes(data, at);
    int checksum =
        header == HEADER_BYTES ? Checksum.ofHeader(data, at) : Checksum.of(data, at, header);
    Bytes.put16(data, at + 10, checksum);
  }

  /// Sets length and protocol anew, and the checksum.
  public static void rewrite(byte[] data, int at, int totalBytes, int protocol) {
    Bytes.put16(data, at + 2, totalBytes);
    Bytes.put8(data, at + 9, protocol);
    Bytes.put16(data, at + 10, 0);
    writeChecksum(data, at);
  }

  /// Sets the type of service; the checksum must be written afterwards.
  public static void putTos(byte[] data, int at, int tos) {
    Bytes.put8(data, at + 1, tos);
  }

  /// Whether the address is a multicast group, 224.0.0.0/4.
  public static boolean isMulticast(int address) {
    return (address >>> 28) == 0xe;
  }

  /// Whether the address is in 127.0.0.0/8.
  public static boolean isLoopback(int address) {
    return (address >>> 24) == 127;
  }
}
