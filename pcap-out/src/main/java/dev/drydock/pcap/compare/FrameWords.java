package dev.drydock.pcap.compare;

import dev.drydock.pcap.print.Octets;
import java.util.Optional;

/// The line of a frame: Ethernet, ARP and IP; what is inside is the [PayloadWords]'.
final class FrameWords {
  private static final int ETHERNET_BYTES = 14;
  private static final int ARP = 0x0806;
  private static final int IPV4 = 0x0800;
  private static final int IPV6 = 0x86dd;
  private static final int ARP_BYTES = 28;
  private static final int IPV6_BYTES = 40;

  /// Smaller values of the type are lengths (IEEE 802.3).
  private static final int TYPES_FROM = 1536;

  private final FrameNames names = new FrameNames();

  private final PayloadWords payloads = new PayloadWords(names, this);

  /// What is said of a part of a frame.
  ///
  /// @param isChatter its time is random, or it is a swarm's talk with itself: not compared
  record Said(String text, boolean isChatter) {
    static Said of(String text) {
      return new Said(text, false);
    }
  }

  /// The line of a frame; nothing for chatter.
  Optional<String> lineOf(Octets frame) {
    FrameNames.Mark mark = names.mark();
    Said said = ethernet(frame);
    if (said.isChatter()) {
      names.forgetSince(mark);
      return Optional.empty();
    }
    return Optional.of(said.text());
  }

  /// A frame, also one inside another.
  Said ethernet(Octets frame) {
    if (frame.size() < ETHERNET_BYTES) {
      return Said.of("short");
    }
    StringBuilder text = new StringBuilder(names.station(frame, 6));
    text.append('>').append(names.station(frame, 0));
    int type = frame.u16(12);
    int at = ETHERNET_BYTES;
    while ((type == 0x8100 || type == 0x88a8) && frame.size() >= at + 4) {
      text.append(" vlan ").append(frame.u16(at) & 0xfff);
      type = frame.u16(at + 2);
      at += 4;
    }
    Said said = network(type, frame.after(at));
    return new Said(text.append(' ').append(said.text()).toString(), said.isChatter());
  }

  private Said network(int type, Octets packet) {
    try {
      if (type == ARP && packet.size() >= ARP_BYTES) {
        return Said.of(arp(packet));
      }
      if (type == IPV4) {
        return ipv4(packet);
      }
      if (type == IPV6) {
        return ipv6(packet);
      }
      if (type < TYPES_FROM) {
        return Said.of("llc " + llc(packet));
      }
    } catch (Octets.CutOff e) {
      return Said.of("truncated %04x".formatted(type));
    }
    return Said.of("type %04x len %d".formatted(type, packet.size()));
  }

  private static String llc(Octets packet) {
    String bytes = "%02x%02x%02x".formatted(packet.u8(0), packet.u8(1), packet.u8(2));
    return packet.u16(0) == 0x4242 ? bytes + " bpdu" : bytes;
  }

  private String arp(Octets packet) {
    int operation = packet.u16(6);
    String word =
        switch (operation) {
          case 1 -> "req";
          case 2 -> "rep";
          default -> String.valueOf(operation);
        };
    String sender = packet.ipv4(14) + " is " + names.station(packet, 8);
    String target = packet.ipv4(24) + " " + names.station(packet, 18);
    return "arp " + word + " " + sender + " ask " + target;
  }

  /// An IPv4 packet, also one that a complaint quotes.
  Said ipv4(Octets packet) {
    int header = (packet.u8(0) & 15) * 4;
    int tos = packet.u8(1);
    int total = packet.u16(2);
    int fragment = packet.u16(6);
    StringBuilder text = new StringBuilder("ip ");
    text.append(packet.ipv4(12)).append('>').append(packet.ipv4(16));
    text.append(" ttl ").append(packet.u8(8));
    text.append((fragment & 0x4000) != 0 ? " df" : "");
    text.append(tos != 0 ? " tos " + tos : "");
    int offset = (fragment & 0x1fff) * 8;
    boolean hasMore = (fragment & 0x2000) != 0;
    if (offset != 0 || hasMore) {
      text.append(" frag ").append(offset).append('+').append(total - header);
      text.append(hasMore ? " mf" : "");
    }
    if (offset != 0) {
      return Said.of(text.toString());
    }
    Octets payload = packet.first(total).after(header);
    Ends ends = new Ends(packet.ipv4(12), packet.ipv4(16));
    Said said = payloads.ofIpv4(packet.u8(9), payload, ends, total - header);
    return new Said(text.append(' ').append(said.text()).toString(), said.isChatter());
  }

  /// The addresses of a packet as they stand in it.
  record Ends(String source, String destination) {
    Ends reversed() {
      return new Ends(destination, source);
    }
  }

  private Said ipv6(Octets packet) {
    packet.need(IPV6_BYTES);
    String text = "ip6 " + address(packet, 8) + ">" + address(packet, 24);
    int next = packet.u8(6);
    Octets payload = packet.after(IPV6_BYTES).first(packet.u16(4));
    while ((next == 0 || next == 43 || next == 60) && payload.size() >= 8) {
      int bytes = 8 + (payload.u8(1) * 8);
      next = payload.u8(0);
      payload = payload.after(bytes);
    }
    Ends ends = new Ends(packet.ipv6(8), packet.ipv6(24));
    Said said = payloads.ofIpv6(next, payload, ends);
    boolean isNobody = said.isChatter() && ends.source().equals("::");
    String line = (isNobody ? "ip6" : text + " hop " + packet.u8(7)) + " " + said.text();
    return new Said(line, said.isChatter());
  }

  /// An IPv6 address: one made from a MAC by its station, link-local ones and solicited-node groups
  /// as such.
  String address(Octets bytes, int at) {
    if (bytes.u16(at) == 0xfe80) {
      boolean isFromMac = bytes.u16(at + 11) == 0xfffe;
      return isFromMac ? "ll(" + names.station(embeddedMac(bytes, at + 8)) + ")" : "ll";
    }
    String text = bytes.ipv6(at);
    return text.startsWith("ff02::1:ff") && bytes.u8(at + 12) == 0xff ? "solicited" : text;
  }

  /// The MAC that an interface identifier is made of (RFC 4291, appendix A).
  private static String embeddedMac(Octets bytes, int at) {
    String outer = "%02x:%02x:%02x".formatted(bytes.u8(at) ^ 2, bytes.u8(at + 1), bytes.u8(at + 2));
    String inner = "%02x:%02x:%02x".formatted(bytes.u8(at + 5), bytes.u8(at + 6), bytes.u8(at + 7));
    return outer + ":" + inner;
  }
}
