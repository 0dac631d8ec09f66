package dev.drydock.scenarios.tools.ping;

import dev.drydock.core.app.PingError;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.Ipv4Address;
import java.util.List;

/// ICMP errors in the words of iputils (`pr_icmph` of `ping/ping.c`).
public final class IcmpText {
  private static final List<String> UNREACHABLE =
      List.of(
          "Destination Net Unreachable",
          "Destination Host Unreachable",
          "Destination Protocol Unreachable",
          "Destination Port Unreachable",
          "Frag needed and DF set (mtu = %d)",
          "Source Route Failed",
          "Destination Net Unknown",
          "Destination Host Unknown",
          "Source Host Isolated",
          "Destination Net Prohibited",
          "Destination Host Prohibited",
          "Destination Net Unreachable for Type of Service",
          "Destination Host Unreachable for Type of Service",
          "Packet filtered",
          "Precedence Violation",
          "Precedence Cutoff");

  private static final List<String> REDIRECT =
      List.of(
          "Redirect Network",
          "Redirect Host",
          "Redirect Type of Service and Network",
          "Redirect Type of Service and Host");

  private IcmpText() {}

  /// What an error says, of ICMPv6 where it came from an address of IPv6.
  public static String of(PingError error) {
    return error.from().isV6() ? Icmpv6Text.of(error) : ofV4(error);
  }

  private static String ofV4(PingError error) {
    return switch (error.type()) {
      case Icmp.UNREACHABLE -> unreachable(error);
      case Icmp.REDIRECT ->
          (error.code() < REDIRECT.size()
                  ? REDIRECT.get(error.code())
                  : "Redirect, Bad Code: " + error.code())
              + "(New nexthop: "
              + Ipv4Address.format(error.info())
              + ")";
      case Icmp.TIME_EXCEEDED ->
          switch (error.code()) {
            case 0 -> "Time to live exceeded";
            case 1 -> "Frag reassembly time exceeded";
            default -> "Time exceeded, Bad Code: " + error.code();
          };
      case Icmp.PARAMETER_PROBLEM -> "Parameter problem: pointer = " + (error.info() >>> 24);
      case 4 -> "Source Quench";
      default -> "Bad ICMP type: " + error.type();
    };
  }

  private static String unreachable(PingError error) {
    if (error.code() >= UNREACHABLE.size()) {
      return "Dest Unreachable, Bad Code: " + error.code();
    }
    return UNREACHABLE.get(error.code()).replace("%d", Integer.toString(error.info()));
  }
}
