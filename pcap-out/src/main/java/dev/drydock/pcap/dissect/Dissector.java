package dev.drydock.pcap.dissect;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcap4j.packet.ArpPacket;
import org.pcap4j.packet.ArpPacket.ArpHeader;
import org.pcap4j.packet.DnsPacket;
import org.pcap4j.packet.Dot1qVlanTagPacket;
import org.pcap4j.packet.EthernetPacket;
import org.pcap4j.packet.FragmentedPacket;
import org.pcap4j.packet.IcmpV4CommonPacket;
import org.pcap4j.packet.IcmpV6CommonPacket;
import org.pcap4j.packet.IllegalRawDataException;
import org.pcap4j.packet.IpPacket;
import org.pcap4j.packet.IpV4Packet;
import org.pcap4j.packet.IpV6Packet;
import org.pcap4j.packet.LlcPacket;
import org.pcap4j.packet.Packet;
import org.pcap4j.packet.TcpPacket;
import org.pcap4j.packet.UdpPacket;
import org.pcap4j.packet.namednumber.ArpOperation;
import org.pcap4j.util.MacAddress;

/// Tells what frames are, in one line each, in the words of `tshark`:
///
/// ```
///   02:42:ac:11:00:02 -> Broadcast ARP 42 Who has 172.17.0.3? Tell 172.17.0.2
///   172.17.0.2 -> 172.17.0.3 ICMP 98 Echo (ping) request  id=0x0019, seq=0/0, ttl=64
/// ```
///
/// A dissector remembers the TCP connections it has seen, to show sequence numbers from zero; show
/// it the frames of one capture in their order. Any bytes may be given.
public final class Dissector {
  static final int VXLAN_PORT = 4789;
  static final int VXLAN_HEADER_BYTES = 8;

  /// Inner frames of inner frames are not looked at deeper than this.
  private static final int TUNNELS_MAX = 4;

  private final TcpText connections = new TcpText();

  /// One line about a frame.
  public String summary(byte[] frame) {
    return summary(frame, 0);
  }

  private String summary(byte[] frame, int tunnels) {
    Line line;
    try {
      line = ethernet(EthernetPacket.newPacket(frame, 0, frame.length), tunnels);
    } catch (IllegalRawDataException | RuntimeException e) {
      // The dissector trusts some lengths inside the bytes; the bytes need not be a frame at all.
      line = new Line("?", "?", "Malformed", Line.firstBytes(frame));
    }
    return line.text(frame.length);
  }

  /// What is wrong with a whole frame: lengths that contradict each other, wrong checksums, bytes
  /// that are no header. Empty for a sound frame.
  public static List<String> problems(byte[] frame) {
    return FrameCheck.problems(frame);
  }

  private Line ethernet(EthernetPacket frame, int tunnels) throws IllegalRawDataException {
    String source = mac(frame.getHeader().getSrcAddr());
    String destination = mac(frame.getHeader().getDstAddr());
    String tags = "";
    Packet payload = frame.getPayload();
    while (payload instanceof Dot1qVlanTagPacket tag) {
      tags += " [vlan " + tag.getHeader().getVidAsInt() + "]";
      payload = tag.getPayload();
    }
    Line line =
        switch (payload) {
          case ArpPacket arp -> new Line(source, destination, "ARP", arp(arp.getHeader()));
          case IpV4Packet ip -> ipv4(ip, tunnels);
          case IpV6Packet ip -> ipv6(ip, tunnels);
          case LlcPacket llc -> llc(source, destination, llc);
          case null, default -> {
            String type = frame.getHeader().getType().valueAsString();
            yield new Line(source, destination, type, "Ethernet II");
          }
        };
    return line.with(tags);
  }

  private static String mac(MacAddress address) {
    String text = address.toString();
    return text.equals("ff:ff:ff:ff:ff:ff") ? "Broadcast" : text;
  }

  private static String arp(ArpHeader arp) {
    String sender = AddressText.of(arp.getSrcProtocolAddr());
    String target = AddressText.of(arp.getDstProtocolAddr());
    boolean gratuitous = sender.equals(target);
    if (arp.getOperation().equals(ArpOperation.REQUEST)) {
      if (gratuitous) {
        boolean asks = arp.getDstHardwareAddr().toString().equals("00:00:00:00:00:00");
        return (asks
            ? "ARP Announcement for " + sender
            : "Gratuitous ARP for " + sender + " (Request)");
      }
      return "Who has "
          + target
          + (sender.equals("0.0.0.0") ? "? (ARP Probe)" : "? Tell " + sender);
    }
    if (arp.getOperation().equals(ArpOperation.REPLY)) {
      String is = sender + " is at " + arp.getSrcHardwareAddr();
      return gratuitous ? "Gratuitous ARP for " + sender + " (Reply)" : is;
    }
    return "Unknown ARP opcode 0x%04x".formatted(arp.getOperation().value());
  }

  private static Line llc(String source, String destination, LlcPacket llc) {
    int service = llc.getHeader().getDsap().value() & 0xff;
    byte[] message = llc.getPayload() == null ? new byte[0] : llc.getPayload().getRawData();
    if (service != 0x42 || message.length < 5) {
      return new Line(source, destination, "LLC", "service 0x%02x".formatted(service));
    }
    String kind =
        switch (message[3]) {
          case 0 -> "Conf.";
          case 2 -> "RST.";
          case (byte) 0x80 -> "Topology Change Notification";
          default -> "type " + (message[3] & 0xff);
        };
    return new Line(source, destination, "STP", kind);
  }

  private Line ipv4(IpV4Packet packet, int tunnels) {
    IpV4Packet.IpV4Header header = packet.getHeader();
    Packet payload = packet.getPayload();
    if (payload instanceof FragmentedPacket) {
      String info =
          "Fragmented IP protocol (proto=%d, off=%d, ID=%04x)"
              .formatted(
                  header.getProtocol().value() & 0xff,
                  header.getFragmentOffset() * 8,
                  header.getIdentificationAsInt());
      return line(packet, "IPv4", info);
    }
    return transport(packet, payload, header.getProtocol().value() & 0xff, tunnels);
  }

  private Line ipv6(IpV6Packet packet, int tunnels) throws IllegalRawDataException {
    int protocol = packet.getHeader().getNextHeader().value() & 0xff;
    IcmpV6CommonPacket report = HopByHop.icmp(packet);
    return transport(packet, report == null ? packet.getPayload() : report, protocol, tunnels);
  }

  private Line transport(IpPacket ip, @Nullable Packet payload, int protocol, int tunnels) {
    return switch (payload) {
      case IcmpV4CommonPacket icmp ->
          line(ip, "ICMP", IcmpText.of(icmp, ((IpV4Packet) ip).getHeader().getTtlAsInt()));
      case IcmpV6CommonPacket icmp ->
          line(ip, "ICMPv6", IcmpV6Text.of(icmp, ((IpV6Packet) ip).getHeader().getHopLimitAsInt()));
      case TcpPacket tcp -> line(ip, "TCP", connections.of(ip, tcp));
      case UdpPacket udp -> udp(ip, udp, tunnels);
      case null, default -> other(ip, payload, protocol);
    };
  }

  private static Line line(IpPacket ip, String protocol, String info) {
    return new Line(
        AddressText.of(ip.getHeader().getSrcAddr()),
        AddressText.of(ip.getHeader().getDstAddr()),
        protocol,
        info);
  }

  private Line udp(IpPacket ip, UdpPacket udp, int tunnels) {
    if (udp.getPayload() instanceof DnsPacket dns) {
      return line(ip, "DNS", DnsText.of(dns));
    }
    int from = udp.getHeader().getSrcPort().valueAsInt();
    int to = udp.getHeader().getDstPort().valueAsInt();
    byte[] data = udp.getPayload() == null ? new byte[0] : udp.getPayload().getRawData();
    if (to == VXLAN_PORT && data.length > VXLAN_HEADER_BYTES && tunnels < TUNNELS_MAX) {
      int vni = ((data[4] & 0xff) << 16) | ((data[5] & 0xff) << 8) | (data[6] & 0xff);
      byte[] inner = Arrays.copyOfRange(data, VXLAN_HEADER_BYTES, data.length);
      return line(ip, "VXLAN", "VNI " + vni + " [" + summary(inner, tunnels + 1) + "]");
    }
    int length = udp.getHeader().getLengthAsInt() - 8;
    return line(ip, "UDP", from + " -> " + to + " Len=" + length);
  }

  private static Line other(IpPacket ip, @Nullable Packet payload, int protocol) {
    byte[] data = payload == null ? new byte[0] : payload.getRawData();
    if (protocol == 2 && data.length > 0) {
      return line(ip, "IGMP", igmp(data[0] & 0xff));
    }
    if (protocol == 50 && data.length >= 4) {
      return line(ip, "ESP", "ESP (SPI=0x" + Line.firstBytes(Arrays.copyOf(data, 4)) + ")");
    }
    return line(ip, "IP", "protocol " + protocol + ", " + data.length + " bytes");
  }

  private static String igmp(int type) {
    return switch (type) {
      case 0x11 -> "Membership Query";
      case 0x16 -> "Membership Report v2";
      case 0x17 -> "Leave Group";
      case 0x22 -> "Membership Report v3";
      default -> "type 0x%02x".formatted(type);
    };
  }
}
