package dev.drydock.core.wire;

/// The ICMPv6 header, 8 bytes (RFC 4443), and the messages of neighbour discovery (RFC 4861) and
/// listener discovery (RFC 3810) that are built on it.
///
/// ```
///   0      1      2     4                8
///   | type | code | sum | rest of header | data
///
///   solicitation, advertisement of a neighbour:
///   8                24
///   | target         | options: type, length in 8 bytes, value
/// ```
public final class Icmpv6 {
  /// Bytes of the header.
  public static final int HEADER_BYTES = 8;

  /// Destination unreachable.
  public static final int UNREACHABLE = 1;

  /// Packet too big; the rest holds the MTU.
  public static final int PACKET_TOO_BIG = 2;

  /// Time exceeded.
  public static final int TIME_EXCEEDED = 3;

  /// Parameter problem; the rest points at it.
  public static final int PARAMETER_PROBLEM = 4;

  /// Echo request.
  public static final int ECHO = 128;

  /// Echo reply.
  public static final int ECHO_REPLY = 129;

  /// Router solicitation.
  public static final int ROUTER_SOLICITATION = 133;

  /// Router advertisement.
  public static final int ROUTER_ADVERTISEMENT = 134;

  /// Neighbour solicitation.
  public static final int NEIGHBOUR_SOLICITATION = 135;

  /// Neighbour advertisement.
  public static final int NEIGHBOUR_ADVERTISEMENT = 136;

  /// Redirect.
  public static final int REDIRECT = 137;

  /// A router asks which groups are listened to (MLD, RFC 2710 and 3810).
  public static final int LISTENER_QUERY = 130;

  /// A host of the first version listens to a group.
  public static final int LISTENER_REPORT_V1 = 131;

  /// A host of the first version listens no longer.
  public static final int LISTENER_DONE = 132;

  /// Version 2 multicast listener report.
  public static final int LISTENER_REPORT = 143;

  /// Code of [#UNREACHABLE]: no route.
  public static final int NO_ROUTE = 0;

  /// Code of [#UNREACHABLE]: prohibited.
  public static final int PROHIBITED = 1;

  /// Code of [#UNREACHABLE]: the source's scope does not reach that far.
  public static final int BEYOND_SCOPE = 2;

  /// Code of [#UNREACHABLE]: the host does not answer.
  public static final int ADDRESS = 3;

  /// Code of [#UNREACHABLE]: nobody listens on the port.
  public static final int PORT = 4;

  /// Code of [#UNREACHABLE]: a route rejects it.
  public static final int REJECT = 6;

  /// Code of [#TIME_EXCEEDED]: fragments were missing.
  public static final int REASSEMBLY = 1;

  /// Code of [#PARAMETER_PROBLEM]: an unknown next header.
  public static final int UNKNOWN_NEXT_HEADER = 1;

  /// Option: the sender's MAC.
  public static final int SOURCE_LINK_ADDRESS = 1;

  /// Option: the target's MAC.
  public static final int TARGET_LINK_ADDRESS = 2;

  /// Option: a number by which a probe knows itself (RFC 3971, RFC 7527).
  public static final int NONCE = 14;

  /// Bytes of an option that holds six bytes.
  public static final int OPTION_BYTES = 8;

  /// Where the target of a neighbour message stands.
  public static final int TARGET = 8;

  /// Where the options of a neighbour message begin.
  public static final int NEIGHBOUR_OPTIONS = 24;

  /// Flag of an advertisement: the sender is a router.
  public static final int ROUTER = 0x8000_0000;

  /// Flag of an advertisement: it answers a solicitation.
  public static final int SOLICITED = 0x4000_0000;

  /// Flag of an advertisement: it replaces what is known.
  public static final int OVERRIDE = 0x2000_0000;

  private Icmpv6() {}

  /// The type.
  public static int type(byte[] data, int at) {
    return data[at] & 0xff;
  }

  /// The code.
  public static int code(byte[] data, int at) {
    return data[at + 1] & 0xff;
  }

  /// The second word: an MTU, a pointer, flags, or identifier and sequence number.
  public static int rest(byte[] data, int at) {
    return Bytes.i32(data, at + 4);
  }

  /// The identifier of an echo.
  public static int id(byte[] data, int at) {
    return Bytes.u16(data, at + 4);
  }

  /// The sequence number of an echo.
  public static int sequence(byte[] data, int at) {
    return Bytes.u16(data, at + 6);
  }

  /// Whether the type reports an error about another packet, which it quotes.
  public static boolean isError(int type) {
    return type < 128;
  }

  /// Writes type, code and the second word; the checksum is left zero.
  ///
  /// @param typeAndCode type in the high byte, code in the low byte
  public static void write(byte[] data, int at, int typeAndCode, int rest) {
    Bytes.put16(data, at, typeAndCode);
    Bytes.put16(data, at + 2, 0);
    Bytes.put32(data, at + 4, rest);
  }

  /// Writes the checksum over pseudo header and message; the field must be zero.
  ///
  /// @param ip where the IPv6 header stands, its addresses written
  public static void writeChecksum(byte[] data, int ip, int at, int length) {
    long pseudo = Ipv6.pseudo(data, ip, Ipv6.ICMP, length);
    Bytes.put16(data, at + 2, Checksum.of(pseudo, data, at, length));
  }

  /// Whether the checksum of a message is right.
  public static boolean hasValidChecksum(byte[] data, int ip, int at, int length) {
    return Checksum.of(Ipv6.pseudo(data, ip, Ipv6.ICMP, length), data, at, length) == 0;
  }

  /// The six bytes of an option.
  ///
  /// @param from where the options begin
  /// @param end where the message ends
  /// @return -1 when there is no such option, -2 when the options are malformed
  public static long option(byte[] data, int from, int end, int wanted) {
    long found = -1;
    int at = from;
    while (at + 2 <= end) {
      int bytes = (data[at + 1] & 0xff) * 8;
      if (bytes == 0 || at + bytes > end) {
        return -2;
      }
      if ((data[at] & 0xff) == wanted) {
        found = Bytes.u48(data, at + 2);
      }
      at += bytes;
    }
    return found;
  }

  /// Writes an option of eight bytes.
  public static void putOption(byte[] data, int at, int type, long value) {
    Bytes.put16(data, at, (type << 8) | 1);
    Bytes.put48(data, at + 2, value);
  }
}
