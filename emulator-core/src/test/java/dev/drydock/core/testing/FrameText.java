package dev.drydock.core.testing;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.wire.Arp;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.Icmpv6;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Mac;
import dev.drydock.core.wire.Udp;
import dev.drydock.core.wire.Vlan;
import java.util.HexFormat;

/// A frame in a line of text and its bytes, for the messages of failed assertions.
public final class FrameText {
  private static final int LINE_BYTES = 32;

  private FrameText() {}

  /// The frame's headers in words, then its bytes in hexadecimal.
  public static String of(Frame frame) {
    StringBuilder text = new StringBuilder(headers(frame));
    for (int at = frame.offset(); at < frame.end(); at += LINE_BYTES) {
      int end = Math.min(frame.end(), at + LINE_BYTES);
      text.append("\n  ").append(HexFormat.ofDelimiter(" ").formatHex(frame.data(), at, end));
    }
    return text.toString();
  }

  /// What the frame carries, without MAC addresses and bytes: `172.17.0.2 > 172.17.0.3 ttl 64 ICMP
  /// type 8 code 0`.
  public static String summary(Frame frame) {
    byte[] data = frame.data();
    int at = frame.offset();
    return network(data, at + Ethernet.HEADER_BYTES, frame.end(), Ethernet.type(data, at));
  }

  private static String headers(Frame frame) {
    if (frame.length() < Ethernet.HEADER_BYTES) {
      return "cut off, " + frame.length() + " bytes";
    }
    byte[] data = frame.data();
    int at = frame.offset();
    String macs =
        Mac.format(Ethernet.source(data, at)) + " > " + Mac.format(Ethernet.destination(data, at));
    int type = Ethernet.type(data, at);
    int network = at + Ethernet.HEADER_BYTES;
    if (Vlan.isTagged(data, at) && frame.length() >= Ethernet.HEADER_BYTES + Vlan.TAG_BYTES) {
      macs += " vlan " + Vlan.id(data, at);
      type = Bytes.u16(data, at + Ethernet.HEADER_BYTES + 2);
      network += Vlan.TAG_BYTES;
    }
    return macs + ", " + network(data, network, frame.end(), type) + ", " + frame.length() + " B";
  }

  private static String ipv6(byte[] data, int at) {
    String start =
        Ipv6.source(data, at)
            + " > "
            + Ipv6.destination(data, at)
            + " hop "
            + Ipv6.hopLimit(data, at)
            + " ";
    int next = Ipv6.nextHeader(data, at);
    if (next != Ipv6.ICMP) {
      return start + "next " + next;
    }
    int icmp = at + Ipv6.HEADER_BYTES;
    return start + "ICMPv6 type " + Icmpv6.type(data, icmp) + " code " + Icmpv6.code(data, icmp);
  }

  private static String network(byte[] data, int at, int end, int type) {
    if (type == Ethernet.IPV6 && Ipv6.isValid(data, at, end - at)) {
      return ipv6(data, at);
    }
    if (type == Ethernet.ARP && Arp.isValid(data, at, end - at)) {
      return arp(data, at);
    }
    if (type != Ethernet.IPV4) {
      return "type 0x%04x".formatted(type);
    }
    Ipv4.HeaderCheck check = Ipv4.check(data, at, end - at);
    if (check == Ipv4.HeaderCheck.MALFORMED) {
      return "IPv4 malformed";
    }
    String text = Ipv4Address.format(Ipv4.source(data, at)) + " > ";
    text += Ipv4Address.format(Ipv4.destination(data, at)) + " ttl " + Ipv4.ttl(data, at);
    text += check == Ipv4.HeaderCheck.OK ? "" : " (bad checksum)";
    int transport = at + Ipv4.headerBytes(data, at);
    return text + " " + transport(data, transport, end, Ipv4.protocol(data, at));
  }

  private static String arp(byte[] data, int at) {
    String sender = Ipv4Address.format(Arp.senderAddress(data, at));
    String target = Ipv4Address.format(Arp.targetAddress(data, at));
    return switch (Arp.operation(data, at)) {
      case Arp.REQUEST -> "ARP who has " + target + " tell " + sender;
      case Arp.REPLY -> "ARP " + sender + " is at " + Mac.format(Arp.senderMac(data, at));
      default -> "ARP operation " + Arp.operation(data, at);
    };
  }

  private static String transport(byte[] data, int at, int end, int protocol) {
    if (end - at < Udp.HEADER_BYTES) {
      return "protocol " + protocol;
    }
    return switch (protocol) {
      case Ipv4.ICMP -> "ICMP type " + Icmp.type(data, at) + " code " + Icmp.code(data, at);
      case Ipv4.UDP -> "UDP " + Udp.sourcePort(data, at) + " > " + Udp.destinationPort(data, at);
      case Ipv4.TCP -> "TCP " + Bytes.u16(data, at) + " > " + Bytes.u16(data, at + 2);
      default -> "protocol " + protocol;
    };
  }
}
