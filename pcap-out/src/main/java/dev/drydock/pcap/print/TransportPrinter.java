package dev.drydock.pcap.print;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What is behind an IP header: finds who prints it (`ip_demux_print`), and prints UDP
/// (`print-udp.c`), VXLAN (`print-vxlan.c`), IGMP (`print-igmp.c`) and ESP.
final class TransportPrinter {
  private static final int UDP_BYTES = 8;
  private static final int VXLAN_BYTES = 8;

  private final PrintContext context;
  private final NetworkPrinter network;
  private final TcpPrinter tcp;
  private final DnsPrinter dns;
  private final BootpPrinter bootp;
  private final Icmpv6Printer icmpv6;
  private @Nullable IcmpPrinter icmp;

  TransportPrinter(PrintContext context, NetworkPrinter network) {
    this.context = context;
    this.network = network;
    this.dns = new DnsPrinter(context);
    this.tcp = new TcpPrinter(context, dns);
    this.bootp = new BootpPrinter(context);
    this.icmpv6 = new Icmpv6Printer(context);
  }

  /// Who prints the packets that ICMP errors quote.
  void setQuoted(Ipv4Printer ipv4) {
    icmp = new IcmpPrinter(context, ipv4);
  }

  static String protocolText(int protocol) {
    String name =
        switch (protocol) {
          case 0 -> "Options";
          case 1 -> "ICMP";
          case 2 -> "IGMP";
          case 4 -> "IPIP";
          case 6 -> "TCP";
          case 17 -> "UDP";
          case 41 -> "IPv6";
          case 44 -> "Fragment";
          case 47 -> "GRE";
          case 50 -> "ESP";
          case 51 -> "AH";
          case 58 -> "ICMPv6";
          case 59 -> "None";
          case 60 -> "Options";
          case 89 -> "OSPF";
          case 103 -> "PIM";
          case 112 -> "VRRP";
          case 132 -> "SCTP";
          default -> "unknown";
        };
    return name + " (" + protocol + ")";
  }

  /// Whether the printer of a protocol tells the addresses itself, with the ports.
  private static boolean namesItsPorts(int protocol) {
    return protocol == 6 || protocol == 17 || protocol == 132 || protocol == 33;
  }

  void print(IpHeader ip, Octets payload, int length) {
    printAddresses(ip);
    printBehind(ip, payload, length);
  }

  /// Tells the addresses, unless the printer of what comes first behind the header does.
  void printAddresses(IpHeader ip) {
    if (!namesItsPorts(ip.protocol())) {
      context.out().append(context.host(ip.source())).append(" > ");
      context.out().append(context.host(ip.destination())).append(": ");
    }
  }

  /// What stands behind the addresses.
  void printBehind(IpHeader ip, Octets payload, int length) {
    int protocol = ip.protocol();
    IcmpPrinter errors = icmp;
    switch (protocol) {
      case 1 -> {
        if (errors != null) {
          errors.print(ip, payload, length);
        }
      }
      case 2 -> igmp(payload, length);
      case 6 -> tcp.print(ip, payload, length);
      case 17 -> udp(ip, payload, length);
      case 50 -> esp(payload, length);
      case 58 -> icmpv6.print(ip, payload, length);
      case 59 -> context.out().append("no next header");
      default -> {
        String text = protocolText(protocol);
        boolean known = !text.startsWith("unknown") && !context.names().numeric();
        String name = text.substring(0, text.indexOf(' ')).toLowerCase(Locale.ROOT);
        context.out().append(known ? name : "ip-proto-" + protocol).append(' ').append(length);
      }
    }
  }

  /// `192.0.2.1.53 > 192.0.2.2.40000: `
  void ends(IpHeader ip, int from, int to, boolean isTcp) {
    context
        .out()
        .append(context.host(ip.source()))
        .append('.')
        .append(context.names().port(from, isTcp))
        .append(" > ")
        .append(context.host(ip.destination()))
        .append('.')
        .append(context.names().port(to, isTcp))
        .append(": ");
  }

  private void udp(IpHeader ip, Octets datagram, int length) {
    context.enter("udp");
    StringBuilder out = context.out();
    int from = datagram.u16(0);
    int to = datagram.u16(2);
    ends(ip, from, to, false);
    if (length < UDP_BYTES) {
      out.append("truncated-udp ").append(length);
      return;
    }
    int told = datagram.u16(4);
    if (told < UDP_BYTES) {
      out.append("truncated-udplength ").append(told);
      return;
    }
    told -= UDP_BYTES;
    int left = Math.min(told, length - UDP_BYTES);
    checksum(ip, datagram, left + UDP_BYTES);
    Octets data = datagram.after(UDP_BYTES);
    boolean isTold = !context.options().quiet();
    if (isTold && (from == 53 || to == 53)) {
      dns.print(data, left);
    } else if (isTold && (isBootp(from) || isBootp(to))) {
      bootp.print(data, left);
    } else if (isTold && (from == 4789 || to == 4789)) {
      vxlan(data, left);
    } else if (told > left && !ip.isFragment()) {
      out.append("UDP, bad length ").append(told).append(" > ").append(left);
    } else {
      out.append("UDP, length ").append(told);
    }
  }

  private static boolean isBootp(int port) {
    return port == 67 || port == 68;
  }

  private void checksum(IpHeader ip, Octets datagram, int length) {
    int verbose = context.options().verbose();
    if (ip.isFragment() || verbose == 0 || (!ip.isV6() && verbose == 1)) {
      return;
    }
    int field = datagram.u16(6);
    if (field == 0 && !ip.isV6()) {
      context.out().append("[no cksum] ");
    } else if (datagram.size() >= length) {
      int left = ip.remainder(datagram, length);
      context
          .out()
          .append(
              left == 0
                  ? "[udp sum ok] "
                  : "[bad udp cksum 0x"
                      + Octets.hex(field, 4)
                      + " -> 0x"
                      + Octets.hex(Octets.shouldBe(field, left), 4)
                      + "!] ");
    }
  }

  private void vxlan(Octets data, int length) {
    context.enter("vxlan");
    StringBuilder out = context.out().append("VXLAN, ");
    data.need(VXLAN_BYTES);
    int flags = data.u8(0);
    out.append("flags [").append((flags & 8) == 0 ? "." : "I").append("] (0x");
    out.append(Octets.hex(flags, 2)).append("), vni ").append(data.i32(4) >>> 8).append('\n');
    Octets inner = data.after(VXLAN_BYTES);
    network.ethernet(inner, length - VXLAN_BYTES);
  }

  private void esp(Octets data, int length) {
    context.enter("esp");
    context.out().append("ESP(spi=0x").append(Octets.hex(data.u32(0), 8)).append(",seq=0x");
    context.out().append(Long.toHexString(data.u32(4))).append("), length ").append(length);
  }

  private void igmp(Octets message, int length) {
    context.enter("igmp");
    StringBuilder out = context.out();
    if (context.options().quiet()) {
      out.append("igmp");
      return;
    }
    int type = message.u8(0);
    switch (type) {
      case 0x11 -> out.append("igmp query").append(length >= 12 ? " v3" : " v2");
      case 0x12 -> out.append("igmp v1 report ").append(context.host(message.ipv4(4)));
      case 0x16 -> out.append("igmp v2 report ").append(context.host(message.ipv4(4)));
      case 0x17 -> out.append("igmp leave ").append(context.host(message.ipv4(4)));
      case 0x22 -> groups(message);
      default -> out.append("igmp-").append(type);
    }
  }

  private void groups(Octets message) {
    int groups = message.u16(6);
    StringBuilder out = context.out().append("igmp v3 report, ").append(groups);
    out.append(" group record(s)");
    if (context.options().verbose() == 0) {
      return;
    }
    int at = 8;
    for (int i = 0; i < groups; i++) {
      out.append(" [gaddr ").append(context.host(message.ipv4(at + 4))).append(' ');
      out.append(recordType(message.u8(at)));
      int sources = message.u16(at + 2);
      if (context.options().verbose() == 1) {
        out.append(", ").append(sources).append(" source(s)");
      } else {
        out.append(" {");
        for (int j = 0; j < sources; j++) {
          out.append(' ').append(context.host(message.ipv4(at + 8 + (4 * j))));
        }
        out.append(" }");
      }
      out.append(']');
      at += 8 + (4 * sources);
    }
  }

  /// The kinds of group records, which MLD shares.
  static String recordType(int type) {
    return switch (type) {
      case 1 -> "is_in";
      case 2 -> "is_ex";
      case 3 -> "to_in";
      case 4 -> "to_ex";
      case 5 -> "allow";
      case 6 -> "block";
      default -> " [v3-report-#" + type + "]";
    };
  }
}
