package dev.drydock.core.wire;

/// The ICMP header, 8 bytes (RFC 792).
///
/// ```
///   0     1     2     4             8
///   | type | code | sum | rest of header | data
/// ```
public final class Icmp {
  /// Bytes of the header.
  public static final int HEADER_BYTES = 8;

  /// Echo reply.
  public static final int ECHO_REPLY = 0;

  /// Destination unreachable.
  public static final int UNREACHABLE = 3;

  /// Redirect.
  public static final int REDIRECT = 5;

  /// Echo request.
  public static final int ECHO = 8;

  /// Time exceeded.
  public static final int TIME_EXCEEDED = 11;

  /// Parameter problem.
  public static final int PARAMETER_PROBLEM = 12;

  /// Time stamp request.
  public static final int TIMESTAMP = 13;

  /// Time stamp reply.
  public static final int TIMESTAMP_REPLY = 14;

  /// Code of [#REDIRECT]: for the one host.
  public static final int REDIRECT_HOST = 1;

  /// Code of [#TIME_EXCEEDED]: fragments were missing.
  public static final int REASSEMBLY = 1;

  /// Code of [#UNREACHABLE]: no route to the network.
  public static final int NET = 0;

  /// Code of [#UNREACHABLE]: the host does not answer.
  public static final int HOST = 1;

  /// Code of [#UNREACHABLE]: nobody speaks the protocol.
  public static final int PROTOCOL = 2;

  /// Code of [#UNREACHABLE]: nobody listens on the port.
  public static final int PORT = 3;

  /// Code of [#UNREACHABLE]: too big, and may not be fragmented; the rest holds the MTU (RFC 1191).
  public static final int FRAGMENTATION_NEEDED = 4;

  /// Code of [#UNREACHABLE]: prohibited (RFC 1812).
  public static final int PROHIBITED = 13;

  private Icmp() {}

  /// The type.
  public static int type(byte[] data, int at) {
    return data[at] & 0xff;
  }

  /// The code.
  public static int code(byte[] data, int at) {
    return data[at + 1] & 0xff;
  }

  /// The identifier of an echo.
  public static int id(byte[] data, int at) {
    return Bytes.u16(data, at + 4);
  }

  /// The sequence number of an echo.
  public static int sequence(byte[] data, int at) {
    return Bytes.u16(data, at + 6);
  }

  /// The gateway a redirect names.
  public static int gateway(byte[] data, int at) {
    return Bytes.i32(data, at + 4);
  }

  /// Whether the type reports an error about another packet, which it quotes.
  public static boolean isError(int type) {
    return type == UNREACHABLE
        || type == 4
        || type == REDIRECT
        || type == TIME_EXCEEDED
        || type == PARAMETER_PROBLEM;
  }

  /// Writes the header and the checksum over it and the data behind it, `length` bytes in all.
  ///
  /// @param typeAndCode type in the high byte, code in the low byte
  public static void write(byte[] data, int at, int length, int typeAndCode, int rest) {
    Bytes.put16(data, at, typeAndCode);
    Bytes.put16(data, at + 2, 0);
    Bytes.put32(data, at + 4, rest);
    Bytes.put16(data, at + 2, Checksum.of(data, at, length));
  }
}
