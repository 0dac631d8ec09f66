package dev.drydock.pcap.dissect;

import org.pcap4j.packet.IcmpV4CommonPacket;
import org.pcap4j.packet.IcmpV4EchoPacket;
import org.pcap4j.packet.IcmpV4EchoReplyPacket;

/// What an ICMP message says (RFC 792).
final class IcmpText {
  private IcmpText() {}

  static String of(IcmpV4CommonPacket icmp, int ttl) {
    int type = icmp.getHeader().getType().value() & 0xff;
    int code = icmp.getHeader().getCode().value() & 0xff;
    return switch (type) {
      case 0, 8 -> "%-20s %s, ttl=%d".formatted(echo(type), idAndSequence(icmp), ttl);
      case 3 -> "%-20s (%s)".formatted("Destination unreachable", unreachable(code));
      case 5 -> "%-20s (%s)".formatted("Redirect", redirect(code));
      case 11 -> "%-20s (%s)".formatted("Time-to-live exceeded", exceeded(code));
      case 12 -> "Parameter problem";
      default -> "type " + type + " code " + code;
    };
  }

  private static String echo(int type) {
    return type == 8 ? "Echo (ping) request" : "Echo (ping) reply";
  }

  private static String idAndSequence(IcmpV4CommonPacket icmp) {
    return switch (icmp.getPayload()) {
      case IcmpV4EchoPacket echo ->
          idAndSequence(
              echo.getHeader().getIdentifierAsInt(), echo.getHeader().getSequenceNumber());
      case IcmpV4EchoReplyPacket echo ->
          idAndSequence(
              echo.getHeader().getIdentifierAsInt(), echo.getHeader().getSequenceNumber());
      case null, default -> "truncated";
    };
  }

  /// The sequence number in both byte orders: some senders count in their own.
  private static String idAndSequence(int id, short sequence) {
    int swapped = Short.toUnsignedInt(Short.reverseBytes(sequence));
    return "id=0x%04x, seq=%d/%d".formatted(id, Short.toUnsignedInt(sequence), swapped);
  }

  private static String unreachable(int code) {
    return switch (code) {
      case 0 -> "Network unreachable";
      case 1 -> "Host unreachable";
      case 2 -> "Protocol unreachable";
      case 3 -> "Port unreachable";
      case 4 -> "Fragmentation needed";
      case 5 -> "Source route failed";
      case 9 -> "Network administratively prohibited";
      case 10 -> "Host administratively prohibited";
      case 13 -> "Communication administratively filtered";
      default -> "code " + code;
    };
  }

  private static String redirect(int code) {
    return code == 1 ? "Redirect for host" : code == 0 ? "Redirect for network" : "code " + code;
  }

  private static String exceeded(int code) {
    return code == 0 ? "Time to live exceeded in transit" : "Fragment reassembly time exceeded";
  }
}
