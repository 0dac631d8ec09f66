package dev.drydock.pcap.print;

import java.util.ArrayList;
import java.util.List;

/// IPv4 (`print-ip.c`).
final class Ipv4Printer {
  private static final int HEADER_BYTES = 20;

  private final PrintContext context;
  private final TransportPrinter transport;

  Ipv4Printer(PrintContext context, TransportPrinter transport) {
    this.context = context;
    this.transport = transport;
  }

  void print(Octets packet, int length) {
    context.enter("ip");
    StringBuilder out = context.out();
    int version = packet.u8(0) >> 4;
    if (version != 4) {
      out.append(version == 6 ? "IP6, wrong link-layer encapsulation" : "IP" + version);
      out.append(" (invalid)");
      return;
    }
    out.append(context.options().link() ? "" : "IP ");
    if (length < HEADER_BYTES) {
      out.append("truncated-ip ").append(length);
      return;
    }
    packet.need(HEADER_BYTES);
    int headerBytes = (packet.u8(0) & 15) * 4;
    if (headerBytes < HEADER_BYTES) {
      out.append("bad-hlen ").append(headerBytes);
      return;
    }
    int total = packet.u16(2);
    if (length < total) {
      out.append("truncated-ip - ").append(total - length).append(" bytes missing! ");
    }
    if (total < headerBytes) {
      if (total != 0) {
        out.append("bad-len ").append(total);
        return;
      }
      total = length; // a guess at a packet that the card is to cut
    }
    Octets whole = packet.first(total);
    if (context.options().verbose() > 0) {
      header(whole, headerBytes);
    }
    int fragment = whole.u16(6);
    if ((fragment & 0x1fff) != 0) {
      laterFragment(whole);
      return;
    }
    whole.need(headerBytes);
    Octets payload = whole.after(headerBytes);
    boolean more = (fragment & 0x2000) != 0;
    transport.print(IpHeader.ofIpv4(whole, more), payload, total - headerBytes);
  }

  private void laterFragment(Octets packet) {
    int protocol = packet.u8(9);
    String name = context.names().numeric() ? "" : protocolName(protocol);
    context
        .out()
        .append(context.host(packet.ipv4(12)))
        .append(" > ")
        .append(context.host(packet.ipv4(16)))
        .append(": ")
        .append(name.isEmpty() ? "ip-proto-" + protocol : name);
  }

  private static String protocolName(int protocol) {
    return switch (protocol) {
      case 1 -> "icmp";
      case 2 -> "igmp";
      case 6 -> "tcp";
      case 17 -> "udp";
      case 50 -> "esp";
      default -> "";
    };
  }

  private void header(Octets packet, int headerBytes) {
    StringBuilder out = context.out();
    int service = packet.u8(1);
    out.append("(tos 0x").append(Integer.toHexString(service));
    out.append(List.of("", ",ECT(1)", ",ECT(0)", ",CE").get(service & 3));
    out.append(packet.u8(8) >= 1 ? ", ttl " + packet.u8(8) : "");
    int fragment = packet.u16(6);
    out.append(", id ").append(packet.u16(4));
    out.append(", offset ").append((fragment & 0x1fff) * 8);
    out.append(", flags [").append(flags(fragment)).append("], proto ");
    out.append(TransportPrinter.protocolText(packet.u8(9)));
    out.append(", length ").append(packet.u16(2));
    if (headerBytes > HEADER_BYTES) {
      out.append(", options (");
      options(packet.first(headerBytes).after(HEADER_BYTES));
      out.append(')');
    }
    if (packet.size() >= headerBytes) {
      int left = Octets.remainder(packet.first(headerBytes).sum());
      if (left != 0) {
        int field = packet.u16(10);
        out.append(", bad cksum ").append(Integer.toHexString(field));
        out.append(" (->").append(Integer.toHexString(Octets.shouldBe(field, left))).append(")!");
      }
    }
    out.append(")\n    ");
  }

  private static String flags(int fragment) {
    List<String> flags = new ArrayList<>();
    if ((fragment & 0x2000) != 0) {
      flags.add("+");
    }
    if ((fragment & 0x4000) != 0) {
      flags.add("DF");
    }
    if ((fragment & 0x8000) != 0) {
      flags.add("rsvd");
    }
    return flags.isEmpty() ? "none" : String.join(", ", flags);
  }

  private void options(Octets options) {
    StringBuilder out = context.out();
    int at = 0;
    while (at < options.size()) {
      int code = options.u8(at);
      out.append(at == 0 ? "" : ",").append(optionName(code));
      if (code == 0) {
        return;
      }
      int length = code == 1 ? 1 : options.u8(at + 1);
      if (length < 1 || (code != 1 && length < 2) || at + length > options.size()) {
        out.append(" [bad length ").append(length).append(']');
        return;
      }
      at += length;
    }
  }

  private static String optionName(int code) {
    return switch (code) {
      case 0 -> "EOL";
      case 1 -> "NOP";
      case 7 -> "RR";
      case 68 -> "timestamp";
      case 131 -> "LSRR";
      case 137 -> "SSRR";
      case 148 -> "RA";
      default -> "unknown " + code;
    };
  }
}
