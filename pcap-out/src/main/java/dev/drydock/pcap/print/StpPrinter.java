package dev.drydock.pcap.print;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Messages of the spanning tree (`print-stp.c`), of 802.1D: what Linux speaks.
final class StpPrinter {
  private static final int CONFIG = 0;
  private static final int CHANGE = 0x80;
  private static final double SECOND = 256;

  private final PrintContext context;

  StpPrinter(PrintContext context) {
    this.context = context;
  }

  void print(Octets message, int length) {
    context.enter("stp");
    StringBuilder out = context.out().append("STP ");
    message.need(4);
    int version = message.u8(2);
    if (version != 0) {
      out.append("Unknown STP protocol (0x").append(Octets.hex(version, 2)).append(')');
      return;
    }
    int type = message.u8(3);
    out.append("802.1d, ");
    switch (type) {
      case CONFIG -> config(message, length);
      case CHANGE -> out.append("Topology Change");
      default -> out.append("Unknown BPDU Type (0x").append(Octets.hex(type, 2)).append(')');
    }
  }

  private void config(Octets message, int length) {
    StringBuilder out = context.out().append("Config, Flags [");
    out.append(flags(message.u8(4))).append("], bridge-id ").append(bridge(message, 17));
    out.append('.').append(Octets.hex(message.u16(25), 4)).append(", length ").append(length);
    if (context.options().verbose() == 0) {
      return;
    }
    out.append("\n\tmessage-age ").append(seconds(message.u16(27)));
    out.append(", max-age ").append(seconds(message.u16(29)));
    out.append(", hello-time ").append(seconds(message.u16(31)));
    out.append(", forwarding-delay ").append(seconds(message.u16(33)));
    out.append("\n\troot-id ").append(bridge(message, 5));
    out.append(", root-pathcost ").append(message.u32(13));
  }

  private static String flags(int flags) {
    List<String> words = new ArrayList<>();
    if ((flags & 0x01) != 0) {
      words.add("Topology change");
    }
    if ((flags & 0x80) != 0) {
      words.add("Topology change ACK");
    }
    return words.isEmpty() ? "none" : String.join(", ", words);
  }

  private static String bridge(Octets message, int at) {
    return Octets.hex(message.u16(at), 4) + "." + message.mac(at + 2);
  }

  private static String seconds(int parts) {
    return String.format(Locale.ROOT, "%.2fs", parts / SECOND);
  }
}
