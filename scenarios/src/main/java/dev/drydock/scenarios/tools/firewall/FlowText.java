package dev.drydock.scenarios.tools.firewall;

import dev.drydock.core.netfilter.Connection;
import dev.drydock.core.netfilter.Conntrack;
import dev.drydock.core.netfilter.Tuple;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv6;
import java.util.Locale;

/// A tracked connection as `conntrack -L` prints it.
final class FlowText {
  private static final int SCTP = 132;

  private FlowText() {}

  /// The line.
  ///
  /// @param conntrack whose connection it is
  static String of(Conntrack conntrack, Connection flow) {
    long seconds = conntrack.secondsLeft(flow);
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%-8s %d ", name(flow.protocol()), flow.protocol()));
    text.append(seconds).append(' ');
    if (!flow.stateName().isEmpty()) {
      text.append(flow.stateName()).append(' ');
    }
    tuple(text, conntrack, flow.originalAddresses(), flow.originalPorts());
    text.append(flow.hasSeenReply() ? "" : "[UNREPLIED] ");
    tuple(text, conntrack, flow.replyAddresses(), flow.replyPorts());
    text.append(flow.isAssured() ? "[ASSURED] " : "");
    return text.append("mark=").append(flow.mark()).append(" use=1").toString();
  }

  private static String name(int protocol) {
    return switch (protocol) {
      case Ipv4.TCP -> "tcp";
      case Ipv4.UDP -> "udp";
      case Ipv4.ICMP -> "icmp";
      case Ipv6.ICMP -> "icmpv6";
      case SCTP -> "sctp";
      default -> "unknown";
    };
  }

  private static void tuple(StringBuilder text, Conntrack conntrack, long addresses, long ports) {
    text.append("src=").append(conntrack.address(Tuple.source(addresses)));
    text.append(" dst=").append(conntrack.address(Tuple.destination(addresses))).append(' ');
    int source = Tuple.sourcePort(ports);
    int destination = Tuple.destinationPort(ports);
    switch (Tuple.protocol(ports)) {
      case Ipv4.TCP, Ipv4.UDP, SCTP ->
          text.append("sport=").append(source).append(" dport=").append(destination).append(' ');
      case Ipv4.ICMP, Ipv6.ICMP -> {
        text.append("type=").append(destination >> 8).append(" code=").append(destination & 0xff);
        text.append(" id=").append(source).append(' ');
      }
      default -> {
        // nothing more to tell
      }
    }
  }
}
