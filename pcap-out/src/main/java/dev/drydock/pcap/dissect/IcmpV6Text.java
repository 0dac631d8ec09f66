package dev.drydock.pcap.dissect;

import java.util.ArrayList;
import java.util.List;
import org.pcap4j.packet.IcmpV6CommonPacket;
import org.pcap4j.packet.IcmpV6CommonPacket.IpV6NeighborDiscoveryOption;
import org.pcap4j.packet.IcmpV6EchoReplyPacket;
import org.pcap4j.packet.IcmpV6EchoRequestPacket;
import org.pcap4j.packet.IcmpV6NeighborAdvertisementPacket;
import org.pcap4j.packet.IcmpV6NeighborAdvertisementPacket.IcmpV6NeighborAdvertisementHeader;
import org.pcap4j.packet.IcmpV6NeighborSolicitationPacket;
import org.pcap4j.packet.IcmpV6RouterSolicitationPacket;
import org.pcap4j.packet.IpV6NeighborDiscoverySourceLinkLayerAddressOption;
import org.pcap4j.packet.IpV6NeighborDiscoveryTargetLinkLayerAddressOption;

/// What an ICMPv6 message says (RFC 4443, RFC 4861, RFC 3810).
final class IcmpV6Text {
  private IcmpV6Text() {}

  static String of(IcmpV6CommonPacket icmp, int hopLimit) {
    int type = icmp.getHeader().getType().value() & 0xff;
    int code = icmp.getHeader().getCode().value() & 0xff;
    return switch (icmp.getPayload()) {
      case IcmpV6EchoRequestPacket echo ->
          "Echo (ping) request id=0x%04x, seq=%d, hop limit=%d"
              .formatted(
                  echo.getHeader().getIdentifierAsInt(),
                  echo.getHeader().getSequenceNumberAsInt(),
                  hopLimit);
      case IcmpV6EchoReplyPacket echo ->
          "Echo (ping) reply id=0x%04x, seq=%d, hop limit=%d"
              .formatted(
                  echo.getHeader().getIdentifierAsInt(),
                  echo.getHeader().getSequenceNumberAsInt(),
                  hopLimit);
      case IcmpV6NeighborSolicitationPacket ask ->
          "Neighbor Solicitation for "
              + AddressText.of(ask.getHeader().getTargetAddress())
              + linkAddress(" from ", ask.getHeader().getOptions());
      case IcmpV6NeighborAdvertisementPacket tell -> advertisement(tell.getHeader());
      case IcmpV6RouterSolicitationPacket ask ->
          "Router Solicitation" + linkAddress(" from ", ask.getHeader().getOptions());
      case null, default -> named(type, code);
    };
  }

  private static String advertisement(IcmpV6NeighborAdvertisementHeader header) {
    List<String> flags = new ArrayList<>();
    if (header.getRouterFlag()) {
      flags.add("rtr");
    }
    if (header.getSolicitedFlag()) {
      flags.add("sol");
    }
    if (header.getOverrideFlag()) {
      flags.add("ovr");
    }
    return "Neighbor Advertisement "
        + AddressText.of(header.getTargetAddress())
        + (flags.isEmpty() ? "" : " (" + String.join(", ", flags) + ")")
        + linkAddress(" is at ", header.getOptions());
  }

  private static String linkAddress(String before, List<IpV6NeighborDiscoveryOption> options) {
    for (IpV6NeighborDiscoveryOption option : options) {
      if (option instanceof IpV6NeighborDiscoverySourceLinkLayerAddressOption source) {
        return before + source.getLinkLayerAddressAsMacAddress();
      }
      if (option instanceof IpV6NeighborDiscoveryTargetLinkLayerAddressOption target) {
        return before + target.getLinkLayerAddressAsMacAddress();
      }
    }
    return "";
  }

  private static String named(int type, int code) {
    return switch (type) {
      case 1 -> "Destination Unreachable (" + unreachable(code) + ")";
      case 2 -> "Packet Too Big";
      case 3 ->
          "Time Exceeded (" + (code == 0 ? "hop limit exceeded in transit" : "reassembly") + ")";
      case 4 -> "Parameter Problem";
      case 130 -> "Multicast Listener Query";
      case 131 -> "Multicast Listener Report";
      case 132 -> "Multicast Listener Done";
      case 134 -> "Router Advertisement";
      case 137 -> "Redirect";
      case 143 -> "Multicast Listener Report Message v2";
      default -> "type " + type + " code " + code;
    };
  }

  private static String unreachable(int code) {
    return switch (code) {
      case 0 -> "no route to destination";
      case 1 -> "Administratively prohibited";
      case 3 -> "Address unreachable";
      case 4 -> "Port unreachable";
      default -> "code " + code;
    };
  }
}
