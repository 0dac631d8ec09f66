package dev.drydock.scenarios.tools.ping;

import dev.drydock.core.app.PingError;
import dev.drydock.core.wire.Icmpv6;

/// ICMPv6 errors in the words of iputils (`print_icmp` of `ping/ping6_common.c`).
final class Icmpv6Text {
  private Icmpv6Text() {}

  static String of(PingError error) {
    int code = error.code();
    return switch (error.type()) {
      case Icmpv6.UNREACHABLE -> "Destination unreachable: " + unreachable(code);
      case Icmpv6.PACKET_TOO_BIG ->
          "Packet too big: mtu=" + error.info() + (code == 0 ? "" : ", code=" + code);
      case Icmpv6.TIME_EXCEEDED ->
          "Time exceeded: "
              + switch (code) {
                case 0 -> "Hop limit";
                case 1 -> "Defragmentation failure";
                default -> "code " + code;
              };
      case Icmpv6.PARAMETER_PROBLEM -> "Parameter problem: " + parameter(code) + error.info();
      default -> "unknown icmp type: " + error.type();
    };
  }

  private static String unreachable(int code) {
    return switch (code) {
      case Icmpv6.NO_ROUTE -> "No route";
      case Icmpv6.PROHIBITED -> "Administratively prohibited";
      case Icmpv6.BEYOND_SCOPE -> "Beyond scope of source address";
      case Icmpv6.ADDRESS -> "Address unreachable";
      case Icmpv6.PORT -> "Port unreachable";
      default -> "Unknown code " + code;
    };
  }

  private static String parameter(int code) {
    return switch (code) {
          case 0 -> "Wrong header field ";
          case Icmpv6.UNKNOWN_NEXT_HEADER -> "Unknown header ";
          case 2 -> "Unknown option ";
          default -> "code " + code + " ";
        }
        + "at ";
  }
}
