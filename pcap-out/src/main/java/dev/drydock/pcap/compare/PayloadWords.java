package dev.drydock.pcap.compare;

import dev.drydock.pcap.compare.FrameWords.Ends;
import dev.drydock.pcap.compare.FrameWords.Said;
import dev.drydock.pcap.print.Octets;

/// What an IP packet holds: ICMP, UDP with DNS and VXLAN, TCP.
final class PayloadWords {
  private static final int ICMP = 1;
  private static final int IGMP = 2;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int ICMPV6 = 58;

  /// What nodes of a swarm tell each other, and its managers.
  private static final int GOSSIP_PORT = 7946;

  private static final int MANAGER_PORT = 2377;
  private static final int DNS_PORT = 53;
  private static final int VXLAN_PORT = 4789;
  private static final String ALL_NODES = "ff02::1";

  private final FrameNames names;
  private final FrameWords frames;
  private final TcpWords tcp;

  PayloadWords(FrameNames names, FrameWords frames) {
    this.names = names;
    this.frames = frames;
    this.tcp = new TcpWords(names);
  }

  /// @param length what the packet says its payload has
  Said ofIpv4(int protocol, Octets payload, Ends ends, int length) {
    return protocol == ICMP ? Said.of(icmp(payload)) : of(protocol, payload, ends, length);
  }

  Said ofIpv6(int protocol, Octets payload, Ends ends) {
    return protocol == ICMPV6 ? icmpv6(payload, ends) : of(protocol, payload, ends, payload.size());
  }

  private Said of(int protocol, Octets payload, Ends ends, int length) {
    return switch (protocol) {
      case IGMP -> new Said("igmp", true);
      case UDP -> udp(payload);
      case TCP -> {
        String text = tcp.of(payload, ends, length);
        yield new Said(text, uses(payload, GOSSIP_PORT) || uses(payload, MANAGER_PORT));
      }
      default -> Said.of("proto " + protocol + " len " + length);
    };
  }

  private static boolean uses(Octets payload, int port) {
    return payload.u16(0) == port || payload.u16(2) == port;
  }

  private String icmp(Octets message) {
    int type = message.u8(0);
    int code = message.u8(1);
    if (type == 0 || type == 8) {
      return "icmp echo " + echo(type == 8, message);
    }
    String mtu = type == 3 && code == 4 ? " mtu " + message.u16(6) : "";
    String quoted = message.size() >= 28 ? frames.ipv4(message.after(8)).text() : "";
    int bytes = message.size() - 8;
    return "icmp " + type + "/" + code + mtu + " quote " + bytes + " [" + quoted + "]";
  }

  private static String echo(boolean isRequest, Octets message) {
    String word = isRequest ? "req" : "rep";
    return word + " seq " + message.u16(6) + " len " + message.size();
  }

  private Said icmpv6(Octets message, Ends ends) {
    int type = message.u8(0);
    return switch (type) {
      case 128, 129 -> Said.of("icmp6 echo " + echo(type == 128, message));
      case 133 -> new Said("icmp6 rs", true);
      case 134 -> Said.of("icmp6 ra");
      case 131, 132, 143 -> new Said("icmp6 mld", true);
      case 135, 136 -> {
        String word = type == 135 ? "ns" : "na";
        boolean isOwn = ends.source().equals("::") || ends.destination().equals(ALL_NODES);
        yield new Said("icmp6 " + word + " target " + frames.address(message, 8), isOwn);
      }
      default -> Said.of("icmp6 " + type + "/" + message.u8(1) + " len " + message.size());
    };
  }

  private Said udp(Octets datagram) {
    int from = datagram.u16(0);
    int to = datagram.u16(2);
    if (from == GOSSIP_PORT || to == GOSSIP_PORT) {
      return new Said("gossip", true);
    }
    int length = datagram.u16(4) - 8;
    Octets data = datagram.after(Math.min(8, datagram.size()));
    boolean isDns = (from == DNS_PORT || to == DNS_PORT) && data.size() >= 12;
    if (!isDns && to == VXLAN_PORT && data.size() >= 8) {
      Said inner = frames.ethernet(data.after(8));
      int identifier = data.i32(4) >>> 8;
      return new Said("vxlan " + identifier + " [" + inner.text() + "]", inner.isChatter());
    }
    String ports = "udp " + names.port(from) + ">" + names.port(to);
    return Said.of(ports + " " + (isDns ? DnsWords.of(data) : "len " + length));
  }
}
