package dev.drydock.pcap.dissect;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcap4j.packet.EthernetPacket;
import org.pcap4j.packet.FragmentedPacket;
import org.pcap4j.packet.IcmpV4CommonPacket;
import org.pcap4j.packet.IcmpV6CommonPacket;
import org.pcap4j.packet.IllegalPacket;
import org.pcap4j.packet.IllegalRawDataException;
import org.pcap4j.packet.IpV4Packet;
import org.pcap4j.packet.IpV6Packet;
import org.pcap4j.packet.Packet;
import org.pcap4j.packet.TcpPacket;
import org.pcap4j.packet.UdpPacket;

/// Looks for what is wrong with a frame, layer by layer, frames inside VXLAN included. Packets that
/// an ICMP error quotes are not looked at: they are cut off by nature.
final class FrameCheck {
  private final List<String> problems = new ArrayList<>();

  private FrameCheck() {}

  static List<String> problems(byte[] frame) {
    FrameCheck check = new FrameCheck();
    check.frame(frame);
    return List.copyOf(check.problems);
  }

  private void frame(byte[] frame) {
    try {
      layers(EthernetPacket.newPacket(frame, 0, frame.length));
    } catch (IllegalRawDataException | RuntimeException e) {
      // The dissector trusts some lengths inside the bytes; the bytes need not be a frame at all.
      problems.add("not a frame: " + e.getMessage());
    }
  }

  private void layers(EthernetPacket frame) throws IllegalRawDataException {
    @Nullable InetAddress source = null;
    @Nullable InetAddress destination = null;
    for (Packet layer = frame; layer != null; layer = layer.getPayload()) {
      switch (layer) {
        case IllegalPacket illegal ->
            problems.add("malformed: " + Line.firstBytes(illegal.getRawData()));
        case IpV4Packet ip -> {
          source = ip.getHeader().getSrcAddr();
          destination = ip.getHeader().getDstAddr();
          ipv4(ip);
        }
        case IpV6Packet ip -> {
          source = ip.getHeader().getSrcAddr();
          destination = ip.getHeader().getDstAddr();
          ipv6(ip);
          Packet report = HopByHop.icmp(ip);
          layer = report == null ? layer : report;
        }
        default -> {}
      }
      if (source != null && destination != null && !transport(layer, source, destination)) {
        return;
      }
    }
  }

  private void ipv4(IpV4Packet ip) {
    if (!ip.getHeader().hasValidChecksum(false)) {
      problems.add("IPv4 header checksum is wrong");
    }
    length("IPv4 total length", ip.getHeader().getTotalLengthAsInt(), ip.length());
  }

  private void ipv6(IpV6Packet ip) {
    int header = ip.getHeader().length();
    length("IPv6 payload length", ip.getHeader().getPayloadLengthAsInt(), ip.length() - header);
  }

  private void length(String name, int said, int found) {
    if (said != found) {
      problems.add(name + " is " + said + ", but there are " + found + " bytes");
    }
  }

  /// Checks a layer above IP.
  ///
  /// @return whether the layers above it belong to the same packet
  private boolean transport(Packet layer, InetAddress source, InetAddress destination)
      throws IllegalRawDataException {
    switch (layer) {
      case TcpPacket tcp -> checksum("TCP", tcp.hasValidChecksum(source, destination, false));
      case UdpPacket udp -> udp(udp, source, destination);
      case IcmpV4CommonPacket icmp -> checksum("ICMP", icmp.hasValidChecksum(false));
      case IcmpV6CommonPacket icmp ->
          checksum(
              "ICMPv6",
              icmp.hasValidChecksum((Inet6Address) source, (Inet6Address) destination, false));
      case FragmentedPacket fragment -> {}
      default -> {
        return true;
      }
    }
    return false;
  }

  private void udp(UdpPacket udp, InetAddress source, InetAddress destination) {
    boolean optional = source.getAddress().length == 4;
    checksum("UDP", udp.hasValidChecksum(source, destination, optional));
    length("UDP length", udp.getHeader().getLengthAsInt(), udp.length());
    byte[] data = udp.getPayload() == null ? new byte[0] : udp.getPayload().getRawData();
    boolean isVxlan = udp.getHeader().getDstPort().valueAsInt() == Dissector.VXLAN_PORT;
    if (isVxlan && data.length > Dissector.VXLAN_HEADER_BYTES) {
      frame(Arrays.copyOfRange(data, Dissector.VXLAN_HEADER_BYTES, data.length));
    }
  }

  private void checksum(String protocol, boolean valid) {
    if (!valid) {
      problems.add(protocol + " checksum is wrong");
    }
  }
}
