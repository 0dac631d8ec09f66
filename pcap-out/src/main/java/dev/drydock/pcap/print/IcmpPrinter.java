package dev.drydock.pcap.print;

/// ICMP (`print-icmp.c`).
final class IcmpPrinter {
  private static final int QUOTE_AT = 8;

  private final PrintContext context;
  private final Ipv4Printer quoted;

  IcmpPrinter(PrintContext context, Ipv4Printer quoted) {
    this.context = context;
    this.quoted = quoted;
  }

  void print(IpHeader ip, Octets message, int length) {
    context.enter("icmp");
    int type = message.u8(0);
    int code = message.u8(1);
    String text =
        switch (type) {
          case 0, 8 ->
              "echo "
                  + (type == 8 ? "request" : "reply")
                  + (", id " + message.u16(4) + ", seq " + message.u16(6));
          case 3 -> unreachable(message, code);
          case 4 -> "source quench";
          case 5 -> redirect(message, code);
          case 11 -> {
            message.need(QUOTE_AT + 20);
            yield exceeded(code);
          }
          case 12 ->
              "parameter problem - " + (code == 0 ? "octet " + message.u8(4) : "code " + code);
          case 13 -> "time stamp query id " + message.u16(4) + " seq " + message.u16(6);
          case 14 -> "time stamp reply id " + message.u16(4) + " seq " + message.u16(6);
          default -> "type-#" + type;
        };
    StringBuilder out = context.out().append("ICMP ").append(text);
    out.append(", length ").append(length);
    if (context.options().verbose() == 0) {
      return;
    }
    if (!ip.isFragment() && message.size() >= length) {
      int left = Octets.remainder(message.first(length).sum());
      if (left != 0) {
        int field = message.u16(2);
        out.append(" (wrong icmp cksum ").append(Integer.toHexString(field)).append(" (->");
        out.append(Integer.toHexString(Octets.shouldBe(field, left))).append(")!)");
      }
    }
    if (type == 3 || type == 4 || type == 5 || type == 11 || type == 12) {
      out.append("\n\t");
      Octets inner = message.after(QUOTE_AT);
      int told = inner.u16(2);
      quoted.print(inner.first(told), told);
    }
  }

  private static String exceeded(int code) {
    return switch (code) {
      case 0 -> "time exceeded in-transit";
      case 1 -> "ip reassembly time exceeded";
      default -> "time exceeded-#" + code;
    };
  }

  private String redirect(Octets message, int code) {
    String quotedTo = context.host(message.ipv4(QUOTE_AT + 16));
    String gateway = context.host(message.ipv4(4));
    return switch (code) {
      case 0 -> "redirect " + quotedTo + " to net " + gateway;
      case 1 -> "redirect " + quotedTo + " to host " + gateway;
      case 2 -> "redirect-tos " + quotedTo + " to net " + gateway;
      case 3 -> "redirect-tos " + quotedTo + " to host " + gateway;
      default -> "redirect-#" + code + " " + quotedTo + " to " + gateway;
    };
  }

  private String unreachable(Octets message, int code) {
    String to = context.host(message.ipv4(QUOTE_AT + 16));
    return switch (code) {
      case 0 -> "net " + to + " unreachable";
      case 1 -> "host " + to + " unreachable";
      case 2 -> to + " protocol " + message.u8(QUOTE_AT + 9) + " unreachable";
      case 3 -> port(message, to);
      case 4 -> {
        int mtu = message.u16(6);
        yield to + " unreachable - need to frag" + (mtu == 0 ? "" : " (mtu " + mtu + ")");
      }
      case 5 -> to + " unreachable - source route failed";
      case 6 -> "net " + to + " unreachable - unknown";
      case 7 -> "host " + to + " unreachable - unknown";
      case 8 -> to + " unreachable - source host isolated";
      case 9 -> "net " + to + " unreachable - admin prohibited";
      case 10 -> "host " + to + " unreachable - admin prohibited";
      case 11 -> "net " + to + " unreachable - tos prohibited";
      case 12 -> "host " + to + " unreachable - tos prohibited";
      case 13 -> "host " + to + " unreachable - admin prohibited filter";
      case 14 -> "host " + to + " unreachable - host precedence violation";
      case 15 -> "host " + to + " unreachable - precedence cutoff";
      default -> to + " unreachable - #" + code;
    };
  }

  private String port(Octets message, String to) {
    int protocol = message.u8(QUOTE_AT + 9);
    int header = (message.u8(QUOTE_AT) & 15) * 4;
    int port = message.u16(QUOTE_AT + header + 2);
    return switch (protocol) {
      case 6 -> to + " tcp port " + context.names().port(port, true) + " unreachable";
      case 17 -> to + " udp port " + context.names().port(port, false) + " unreachable";
      default -> to + " protocol " + protocol + " port " + port + " unreachable";
    };
  }
}
