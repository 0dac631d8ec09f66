package dev.drydock.scenarios.tools.firewall;

import dev.drydock.core.netfilter.Connection;
import dev.drydock.core.netfilter.Conntrack;
import dev.drydock.core.netfilter.Family;
import dev.drydock.core.netfilter.Tuple;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv6;
import java.util.List;
import java.util.Locale;

/// A tracked connection as `conntrack -L` prints it.
final class FlowText {
  private static final int SCTP = 132;

  private FlowText() {}

  /// The line of a list.
  ///
  /// @param conntrack whose connection it is
  /// @param output what `-o` says
  static String listed(Conntrack conntrack, Connection flow, List<String> output) {
    StringBuilder text = start(conntrack, flow, output, true);
    text.append(" mark=").append(Integer.toUnsignedString(flow.mark())).append(" use=1");
    return text.append(id(flow, output)).toString();
  }

  /// The line of an event, behind the word for it.
  ///
  /// @param ended whether it is the last one, which tells what was counted
  static String happened(Conntrack conntrack, Connection flow, List<String> output, boolean ended) {
    StringBuilder text = start(conntrack, flow, output, ended);
    if (flow.mark() != 0) {
      text.append(" mark=").append(Integer.toUnsignedString(flow.mark()));
    }
    return text.append(id(flow, output)).toString();
  }

  /// A number that stays the same while the connection lives; the kernel's is a keyed hash.
  private static String id(Connection flow, List<String> output) {
    if (!output.contains("id")) {
      return "";
    }
    long mixed = (flow.originalAddresses() ^ (flow.originalPorts() << 7)) * 0x9E3779B97F4A7C15L;
    return " id=" + (mixed >>> 32);
  }

  private static StringBuilder start(
      Conntrack conntrack, Connection flow, List<String> output, boolean counts) {
    boolean isV6 = conntrack.family() == Family.IPV6;
    boolean extended = output.contains("extended");
    StringBuilder text = new StringBuilder();
    text.append(!extended ? "" : isV6 ? "ipv6     10 " : "ipv4     2 ");
    text.append(String.format(Locale.ROOT, "%-8s %d ", name(flow.protocol()), flow.protocol()));
    long seconds = conntrack.secondsLeft(flow);
    text.append(seconds == 0 ? "" : seconds + " ");
    if (!flow.stateName().isEmpty()) {
      text.append(flow.stateName()).append(' ');
    }
    tuple(text, conntrack, flow, false);
    text.append(counts ? counted(flow, false) : "");
    text.append(flow.hasSeenReply() ? "" : "[UNREPLIED] ");
    tuple(text, conntrack, flow, true);
    text.append(counts ? counted(flow, true) : "");
    text.append(flow.isAssured() ? "[ASSURED] " : "");
    text.setLength(text.length() - 1);
    return text;
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

  private static void tuple(
      StringBuilder text, Conntrack conntrack, Connection flow, boolean reply) {
    long addresses = reply ? flow.replyAddresses() : flow.originalAddresses();
    long ports = reply ? flow.replyPorts() : flow.originalPorts();
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

  private static String counted(Connection flow, boolean reply) {
    return flow.isCounted()
        ? "packets=" + flow.packets(reply) + " bytes=" + flow.bytes(reply) + " "
        : "";
  }
}
