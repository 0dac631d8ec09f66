package dev.drydock.pcap.print;

/// IPv6 and its extension headers (`print-ip6.c`, `print-ip6opts.c`, `print-frag6.c`).
final class Ipv6Printer {
  private static final int HEADER_BYTES = 40;
  private static final int HOP_BY_HOP = 0;
  private static final int FRAGMENT = 44;
  private static final int DESTINATION = 60;

  private final PrintContext context;
  private final TransportPrinter transport;

  Ipv6Printer(PrintContext context, TransportPrinter transport) {
    this.context = context;
    this.transport = transport;
  }

  void print(Octets packet, int length) {
    context.enter("ip6");
    StringBuilder out = context.out();
    packet.need(HEADER_BYTES);
    if (length < HEADER_BYTES) {
      out.append("truncated-ip6 ").append(length);
      return;
    }
    out.append(context.options().link() ? "" : "IP6 ");
    int version = packet.u8(0) >> 4;
    if (version != 6) {
      out.append("version error: ").append(version).append(" != 6");
      return;
    }
    int payload = packet.u16(4);
    if (payload != 0 && length < payload + HEADER_BYTES) {
      out.append("truncated-ip6 - ").append(payload + HEADER_BYTES - length);
      out.append(" bytes missing!");
    }
    if (context.options().verbose() > 0) {
      header(packet, payload);
    }
    chain(packet.first(payload + HEADER_BYTES), payload);
  }

  private void header(Octets packet, int payload) {
    StringBuilder out = context.out().append('(');
    int flow = packet.i32(0);
    int trafficClass = (flow >> 20) & 0xff;
    out.append(trafficClass == 0 ? "" : "class 0x" + Octets.hex(trafficClass, 2) + ", ");
    int label = flow & 0xfffff;
    out.append(label == 0 ? "" : "flowlabel 0x" + Octets.hex(label, 5) + ", ");
    out.append("hlim ").append(packet.u8(7)).append(", next-header ");
    out.append(TransportPrinter.protocolText(packet.u8(6)));
    out.append(" payload length: ").append(payload).append(") ");
  }

  /// Follows the extension headers to what is behind them.
  private void chain(Octets packet, int payload) {
    int protocol = packet.u8(6);
    transport.printAddresses(IpHeader.ofIpv6(packet, protocol, false));
    Octets rest = packet.after(HEADER_BYTES);
    int left = payload;
    boolean fragmented = false;
    while (protocol == HOP_BY_HOP || protocol == DESTINATION || protocol == FRAGMENT) {
      int bytes = protocol == FRAGMENT ? 8 : (rest.u8(1) + 1) * 8;
      rest.need(bytes);
      if (protocol == FRAGMENT) {
        if (fragment(rest)) {
          return;
        }
        fragmented = true;
      } else {
        options(rest.first(bytes), protocol == HOP_BY_HOP ? "HBH " : "DSTOPT ");
      }
      protocol = rest.u8(0);
      rest = rest.after(bytes);
      left -= bytes;
    }
    transport.printBehind(IpHeader.ofIpv6(packet, protocol, fragmented), rest, left);
  }

  /// @return whether it is a later fragment, of which nothing more is said
  private boolean fragment(Octets header) {
    int offset = header.u16(2) & 0xfff8;
    boolean more = (header.u16(2) & 1) != 0;
    StringBuilder out = context.out().append("frag (");
    if (context.options().verbose() > 0) {
      out.append("0x").append(Octets.hex(header.u32(4), 8)).append(':');
    }
    int size = header.size() - 8;
    out.append(offset).append('|').append(size).append(more && offset == 0 ? ") " : ")");
    out.append(!more || offset == 0 ? "" : " ");
    return offset != 0;
  }

  private void options(Octets options, String name) {
    StringBuilder out = context.out().append(name);
    if (context.options().verbose() == 0) {
      return;
    }
    int at = 2;
    while (at < options.size()) {
      int type = options.u8(at);
      int bytes = type == 0 ? 1 : options.u8(at + 1) + 2;
      switch (type) {
        case 0 -> out.append("(pad1)");
        case 1 -> out.append("(padn)");
        case 5 -> out.append("(rtalert: 0x").append(Octets.hex(options.u16(at + 2), 4)).append(')');
        default ->
            out.append("(opt_type 0x")
                .append(Octets.hex(type, 2))
                .append(": len=")
                .append(bytes - 2)
                .append(')');
      }
      out.append(' ');
      at += bytes;
    }
  }
}
