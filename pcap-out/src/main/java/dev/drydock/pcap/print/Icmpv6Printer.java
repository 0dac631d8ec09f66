package dev.drydock.pcap.print;

import java.util.ArrayList;
import java.util.List;

/// ICMPv6 with neighbour discovery and MLD (`print-icmp6.c`).
final class Icmpv6Printer {
  private static final int QUOTE_AT = 8;

  private final PrintContext context;

  Icmpv6Printer(PrintContext context) {
    this.context = context;
  }

  void print(IpHeader ip, Octets message, int length) {
    context.enter("icmp6");
    StringBuilder out = context.out();
    boolean verbose = context.options().verbose() > 0;
    if (verbose && !ip.isFragment() && message.size() >= length) {
      int left = ip.remainder(message, length);
      int field = message.u16(2);
      out.append(
          left == 0
              ? "[icmp6 sum ok] "
              : "[bad icmp6 cksum 0x"
                  + Octets.hex(field, 4)
                  + " -> 0x"
                  + Octets.hex(Octets.shouldBe(field, left), 4)
                  + "!] ");
    }
    int type = message.u8(0);
    out.append("ICMP6, ").append(name(type));
    out.append(verbose && type >= 133 && type <= 137 ? ", length " + length : "");
    Octets whole = message.first(length);
    if (type < 128) {
      error(whole, type, message.u8(1));
    } else {
      information(whole, type);
    }
    out.append(verbose ? "" : ", length " + length);
  }

  private static String name(int type) {
    return switch (type) {
      case 1 -> "destination unreachable";
      case 2 -> "packet too big";
      case 3 -> "time exceeded in-transit";
      case 4 -> "parameter problem";
      case 128 -> "echo request";
      case 129 -> "echo reply";
      case 130 -> "multicast listener query";
      case 131 -> "multicast listener report";
      case 132 -> "multicast listener done";
      case 133 -> "router solicitation";
      case 134 -> "router advertisement";
      case 135 -> "neighbor solicitation";
      case 136 -> "neighbor advertisement";
      case 137 -> "redirect";
      case 143 -> "multicast listener report v2";
      default -> "unknown icmp6 type (" + type + ")";
    };
  }

  private void error(Octets message, int type, int code) {
    StringBuilder out = context.out();
    switch (type) {
      case 1 -> {
        String to = context.host(message.ipv6(QUOTE_AT + 24));
        out.append(
            switch (code) {
              case 0 -> ", unreachable route " + to;
              case 1 -> ", unreachable prohibited " + to;
              case 2 ->
                  ", beyond scope "
                      + to
                      + (", source address " + context.host(message.ipv6(QUOTE_AT + 8)));
              case 3 -> ", unreachable address " + to;
              case 4 -> ", unreachable port" + port(message, to);
              default -> ", unknown unreach code (" + code + ")";
            });
      }
      case 2 -> out.append(", mtu ").append(message.u32(4));
      case 3 ->
          out.append(
              code == 0 ? " for " + context.host(message.ipv6(QUOTE_AT + 24)) : " (reassembly)");
      default -> {}
    }
  }

  private String port(Octets message, String to) {
    int protocol = message.u8(QUOTE_AT + 6);
    int port = message.u16(QUOTE_AT + 42);
    return switch (protocol) {
      case 6 -> ", " + to + " tcp port " + context.names().port(port, true);
      case 17 -> ", " + to + " udp port " + context.names().port(port, false);
      default -> ", " + to + " protocol " + protocol + " port " + port + " unreachable";
    };
  }

  private void information(Octets message, int type) {
    StringBuilder out = context.out();
    boolean verbose = context.options().verbose() > 0;
    switch (type) {
      case 128, 129 ->
          out.append(", id ").append(message.u16(4)).append(", seq ").append(message.u16(6));
      case 130, 131, 132 ->
          out.append("max resp delay: ")
              .append(message.u16(4))
              .append(" addr: ")
              .append(context.host(message.ipv6(8)));
      case 133 -> options(message, 8);
      case 134 -> {
        if (verbose) {
          advertisement(message);
        }
        options(message, 16);
      }
      case 135 -> {
        out.append(", who has ").append(context.host(message.ipv6(8)));
        options(message, 24);
      }
      case 136 -> {
        out.append(", tgt is ").append(context.host(message.ipv6(8)));
        out.append(verbose ? ", Flags [" + flags(message.u8(4)) + "]" : "");
        options(message, 24);
      }
      case 137 -> {
        out.append(", ").append(context.host(message.ipv6(24))).append(" to ");
        out.append(context.host(message.ipv6(8)));
        options(message, 40);
      }
      case 143 -> report(message);
      default -> {}
    }
  }

  private static String flags(int flags) {
    List<String> words = new ArrayList<>();
    if ((flags & 0x80) != 0) {
      words.add("router");
    }
    if ((flags & 0x40) != 0) {
      words.add("solicited");
    }
    if ((flags & 0x20) != 0) {
      words.add("override");
    }
    return words.isEmpty() ? "none" : String.join(", ", words);
  }

  private void advertisement(Octets message) {
    List<String> flags = new ArrayList<>();
    if ((message.u8(5) & 0x80) != 0) {
      flags.add("managed");
    }
    if ((message.u8(5) & 0x40) != 0) {
      flags.add("other stateful");
    }
    String preference =
        switch ((message.u8(5) >> 3) & 3) {
          case 0 -> "medium";
          case 1 -> "high";
          case 3 -> "low";
          default -> "*reserved*";
        };
    context.out().append("\n\thop limit ").append(message.u8(4)).append(", Flags [");
    context.out().append(flags.isEmpty() ? "none" : String.join(", ", flags));
    context.out().append("], pref ").append(preference).append(", router lifetime ");
    context.out().append(message.u16(6)).append("s, reachable time ").append(message.u32(8));
    context.out().append("ms, retrans timer ").append(message.u32(12)).append("ms");
  }

  private void options(Octets message, int from) {
    if (context.options().verbose() == 0) {
      return;
    }
    StringBuilder out = context.out();
    int at = from;
    while (at < message.size()) {
      int type = message.u8(at);
      int bytes = message.u8(at + 1) * 8;
      if (bytes == 0 || at + bytes > message.size()) {
        context.cutOff();
        return;
      }
      out.append("\n\t  ").append(optionName(type)).append(" option (").append(type);
      out.append("), length ").append(bytes).append(" (").append(bytes / 8).append("): ");
      switch (type) {
        case 1, 2 -> out.append(message.mac(at + 2));
        case 3 -> prefix(message, at);
        case 5 -> out.append(' ').append(message.u32(at + 4));
        default -> {
          if (context.options().verbose() == 1) {
            HexDump.hex(out, message.after(at + 2).first(bytes - 2), "\t  ", false);
            return;
          }
        }
      }
      if (context.options().verbose() > 1) {
        HexDump.hex(out, message.after(at + 2).first(bytes - 2), "\t    ", false);
      }
      at += bytes;
    }
  }

  private static String optionName(int type) {
    return switch (type) {
      case 1 -> "source link-address";
      case 2 -> "destination link-address";
      case 3 -> "prefix info";
      case 4 -> "redirected header";
      case 5 -> "mtu";
      default -> "unknown";
    };
  }

  private void prefix(Octets message, int at) {
    List<String> flags = new ArrayList<>();
    if ((message.u8(at + 3) & 0x80) != 0) {
      flags.add("onlink");
    }
    if ((message.u8(at + 3) & 0x40) != 0) {
      flags.add("auto");
    }
    StringBuilder out = context.out().append(context.host(message.ipv6(at + 16)));
    out.append('/').append(message.u8(at + 2)).append(", Flags [");
    out.append(flags.isEmpty() ? "none" : String.join(", ", flags)).append("], valid time ");
    out.append(lifetime(message.u32(at + 4))).append(", pref. time ");
    out.append(lifetime(message.u32(at + 8)));
  }

  private static String lifetime(long seconds) {
    return seconds == 0xffffffffL ? "infinity" : seconds + "s";
  }

  private void report(Octets message) {
    int groups = message.u16(6);
    StringBuilder out = context.out().append(", ").append(groups).append(" group record(s)");
    if (context.options().verbose() == 0) {
      return;
    }
    int at = 8;
    for (int i = 0; i < groups; i++) {
      int sources = message.u16(at + 2);
      out.append(" [gaddr ").append(context.host(message.ipv6(at + 4))).append(' ');
      out.append(TransportPrinter.recordType(message.u8(at)));
      if (context.options().verbose() == 1) {
        out.append(", ").append(sources).append(" source(s)");
      } else {
        out.append(" {");
        for (int j = 0; j < sources; j++) {
          out.append(' ').append(context.host(message.ipv6(at + 20 + (16 * j))));
        }
        out.append(" }");
      }
      out.append(']');
      at += 20 + (16 * sources);
    }
  }
}
