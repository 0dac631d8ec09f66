package dev.drydock.core.wire;

/// The TCP header (RFC 9293 section 3.1).
///
/// ```
///   0             2             4          8     12    13      14       16    18    20
///   | source port | destination | sequence | ack | off | flags | window | sum | urg | options
/// ```
public final class Tcp {
  /// Bytes of a header without options.
  public static final int HEADER_BYTES = 20;

  /// Where the flags are in the header.
  public static final int FLAGS_AT = 13;

  /// No more data.
  public static final int FIN = 0x01;

  /// Synchronise sequence numbers.
  public static final int SYN = 0x02;

  /// Abort.
  public static final int RST = 0x04;

  /// Hand over at once.
  public static final int PSH = 0x08;

  /// The acknowledgement field counts.
  public static final int ACK = 0x10;

  /// The urgent pointer counts.
  public static final int URG = 0x20;

  /// ECN echo.
  public static final int ECE = 0x40;

  /// Congestion window reduced.
  public static final int CWR = 0x80;

  /// Option: end of list.
  public static final int OPTION_END = 0;

  /// Option: filler.
  public static final int OPTION_NOP = 1;

  /// Option: maximum segment size, 4 bytes (RFC 9293).
  public static final int OPTION_MSS = 2;

  /// Option: window scale, 3 bytes (RFC 7323).
  public static final int OPTION_WINDOW_SCALE = 3;

  /// Option: selective acknowledgements permitted, 2 bytes (RFC 2018).
  public static final int OPTION_SACK_PERMITTED = 4;

  /// Option: selective acknowledgement (RFC 2018).
  public static final int OPTION_SACK = 5;

  /// Option: time stamps, 10 bytes (RFC 7323).
  public static final int OPTION_TIMESTAMPS = 8;

  private Tcp() {}

  /// The source port.
  public static int sourcePort(byte[] data, int at) {
    return Bytes.u16(data, at);
  }

  /// The destination port.
  public static int destinationPort(byte[] data, int at) {
    return Bytes.u16(data, at + 2);
  }

  /// The sequence number.
  public static int sequence(byte[] data, int at) {
    return Bytes.i32(data, at + 4);
  }

  /// The acknowledgement number.
  public static int ack(byte[] data, int at) {
    return Bytes.i32(data, at + 8);
  }

  /// Bytes of the header with its options.
  public static int headerBytes(byte[] data, int at) {
    return (data[at + 12] & 0xf0) >>> 2;
  }

  /// The flags.
  public static int flags(byte[] data, int at) {
    return data[at + 13] & 0xff;
  }

  /// The window, unscaled.
  public static int window(byte[] data, int at) {
    return Bytes.u16(data, at + 14);
  }

  /// Whether a segment of `length` bytes has a sound header.
  public static boolean isValid(byte[] data, int at, int length) {
    return length >= HEADER_BYTES
        && headerBytes(data, at) >= HEADER_BYTES
        && headerBytes(data, at) <= length;
  }

  /// Finds an option.
  ///
  /// @return where its kind byte is, or -1
  public static int option(byte[] data, int at, int kind) {
    int i = at + HEADER_BYTES;
    int end = at + headerBytes(data, at);
    while (i < end) {
      int found = data[i];
      if (found == OPTION_END) {
        return -1;
      }
      if (found == OPTION_NOP) {
        i++;
        continue;
      }
      int length = i + 1 < end ? data[i + 1] & 0xff : 0;
      if (length < 2 || i + length > end) {
        return -1;
      }
      if (found == kind) {
        return i;
      }
      i += length;
    }
    return -1;
  }

  /// Makes and writes the checksum of a segment between two addresses.
  ///
  /// @param addresses source address in the high half, destination address in the low half
  public static void writeChecksum(byte[] data, int at, int length, long addresses) {
    Bytes.put16(data, at + 16, 0);
    long pseudo = Checksum.pseudo((int) (addresses >>> 32), (int) addresses, Ipv4.TCP, length);
    Bytes.put16(data, at + 16, Checksum.of(pseudo, data, at, length));
  }

  /// Whether the checksum is right.
  ///
  /// @param addresses source address in the high half, destination address in the low half
  public static boolean hasValidChecksum(byte[] data, int at, int length, long addresses) {
    long pseudo = Checksum.pseudo((int) (addresses >>> 32), (int) addresses, Ipv4.TCP, length);
    return Checksum.of(pseudo, data, at, length) == 0;
  }
}
