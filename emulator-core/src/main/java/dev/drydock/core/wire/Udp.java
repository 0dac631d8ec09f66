package dev.drydock.core.wire;

/// The UDP header, 8 bytes (RFC 768).
///
/// ```
///   0          2               4        6     8
///   | source port | destination port | length | sum | data
/// ```
public final class Udp {
  /// Bytes of the header.
  public static final int HEADER_BYTES = 8;

  private Udp() {}

  /// The source port.
  public static int sourcePort(byte[] data, int at) {
    return Bytes.u16(data, at);
  }

  /// The destination port.
  public static int destinationPort(byte[] data, int at) {
    return Bytes.u16(data, at + 2);
  }

  /// Bytes of header and data.
  public static int length(byte[] data, int at) {
    return Bytes.u16(data, at + 4);
  }

  /// The checksum; 0 means none was made.
  public static int checksum(byte[] data, int at) {
    return Bytes.u16(data, at + 6);
  }

  /// Writes ports and length with a zero checksum.
  public static void write(byte[] data, int at, int sourcePort, int destinationPort, int length) {
    int ports = (sourcePort << 16) | (destinationPort & 0xffff);
    Bytes.put64(data, at, ((long) ports << 32) | ((length & 0xffffL) << 16));
  }

  /// Writes the header of a datagram whose data are there already, checksum included, at once: as
  /// [Ipv4#write] says, what was just written in pieces is slow to read.
  ///
  /// @param ports the source in the upper half, the destination in the lower
  /// @param length of header and data
  /// @param addresses the source in the upper half, the destination in the lower
  public static void write(byte[] data, int at, int ports, int length, long addresses) {
    int source = (int) (addresses >>> 32);
    long sum = Checksum.pseudo(source, (int) addresses, Ipv4.UDP, length);
    sum += (ports >>> 16) + (ports & 0xffff) + length;
    int checksum = Checksum.of(sum, data, at + HEADER_BYTES, length - HEADER_BYTES);
    int last = (length << 16) | (checksum == 0 ? 0xffff : checksum);
    Bytes.put64(data, at, ((long) ports << 32) | (last & 0xffff_ffffL));
  }

  /// Makes and writes the checksum of a datagram between two addresses; a sum of 0 goes out as all
  /// ones. What the field held does not matter: the sum takes it away again.
  public static void writeChecksum(byte[] data, int at, int source, int destination) {
    int length = length(data, at);
    long pseudo = Checksum.pseudo(source, destination, Ipv4.UDP, length);
    int checksum = Checksum.of(pseudo + (~checksum(data, at) & 0xffff), data, at, length);
    Bytes.put16(data, at + 6, checksum == 0 ? 0xffff : checksum);
  }

  /// Whether the checksum is absent or right.
  public static boolean hasValidChecksum(byte[] data, int at, int source, int destination) {
    int length = length(data, at);
    return checksum(data, at) == 0
        || Checksum.of(Checksum.pseudo(source, destination, Ipv4.UDP, length), data, at, length)
            == 0;
  }
}
