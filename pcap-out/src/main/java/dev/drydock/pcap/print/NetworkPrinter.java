package dev.drydock.pcap.print;

/// Ethernet, VLAN tags and ARP (`print-ether.c`, `print-arp.c`), and who prints what is inside.
final class NetworkPrinter {
  private static final int IPV4 = 0x0800;
  private static final int ARP = 0x0806;
  private static final int IPV6 = 0x86dd;
  private static final int VLAN = 0x8100;
  private static final int SERVICE_VLAN = 0x88a8;
  private static final int LENGTH_MAX = 1500;
  private static final int DEPTH_MAX = 8;
  private static final int LLC_BYTES = 3;
  private static final int STP = 0x4242; // both service access points

  private final PrintContext context;
  private final StpPrinter stp;
  private final Ipv4Printer ipv4;
  private final Ipv6Printer ipv6;
  private int depth;
  private int tagBytes;

  NetworkPrinter(PrintContext context) {
    this.context = context;
    TransportPrinter transport = new TransportPrinter(context, this);
    this.stp = new StpPrinter(context);
    this.ipv4 = new Ipv4Printer(context, transport);
    this.ipv6 = new Ipv6Printer(context, transport);
    transport.setQuoted(ipv4);
  }

  /// A frame with its Ethernet header.
  void ethernet(Octets frame, int length) {
    context.enter("ether");
    frame.need(14);
    int type = frame.u16(12);
    if (context.options().link()) {
      header(frame, type, length);
    }
    Octets rest = frame.after(14);
    int left = length - 14;
    tagBytes = depth == 0 ? 0 : tagBytes;
    while (type == VLAN || type == SERVICE_VLAN) {
      context.enter("vlan");
      int tag = rest.u16(0);
      type = rest.u16(2);
      if (context.options().link()) {
        tag(tag, type);
      }
      rest = rest.after(4);
      left -= 4;
      tagBytes += depth == 0 ? 4 : 0;
    }
    if (type <= LENGTH_MAX && rest.size() >= LLC_BYTES && rest.u16(0) == STP) {
      if (context.options().link()) {
        context.out().append("LLC, dsap STP (0x42) Individual, ssap STP (0x42) Command, ctrl 0x");
        context.out().append(Octets.hex(rest.u8(2), 2)).append(": ");
      }
      tagBytes += depth == 0 ? LLC_BYTES : 0; // bytes are shown behind it
      stp.print(rest.after(LLC_BYTES).first(type - LLC_BYTES), type - LLC_BYTES);
      return;
    }
    if (type <= LENGTH_MAX || !isKnown(type)) {
      if (!context.options().link()) {
        header(frame, type, length);
      }
      HexDump.hex(context.out(), rest, "\t", true);
      return;
    }
    payload(rest, left, type);
  }

  /// The bytes of VLAN tags and LLC behind the Ethernet header of the frame printed last.
  int tagBytes() {
    return tagBytes;
  }

  private void header(Octets frame, int type, int length) {
    StringBuilder out = context.out();
    out.append(context.mac(frame, 6)).append(" > ").append(context.mac(frame, 0));
    if (type <= LENGTH_MAX) {
      out.append(", 802.3, length ").append(type).append(": ");
    } else {
      out.append(context.options().quiet() ? "" : ", " + typeText(type));
      out.append(", length ").append(length).append(": ");
    }
  }

  private void tag(int tag, int type) {
    StringBuilder out = context.out();
    out.append("vlan ").append(tag & 0xfff).append(", p ").append(tag >> 13);
    out.append((tag & 0x1000) == 0 ? "" : ", DEI").append(", ");
    out.append(type > LENGTH_MAX ? typeText(type) + ", " : "");
  }

  private static boolean isKnown(int type) {
    return type == IPV4 || type == ARP || type == IPV6;
  }

  static String typeText(int type) {
    String name =
        switch (type) {
          case IPV4 -> "IPv4";
          case ARP -> "ARP";
          case IPV6 -> "IPv6";
          case VLAN -> "802.1Q";
          case SERVICE_VLAN -> "802.1Q-QinQ";
          case 0x8035 -> "Reverse ARP";
          case 0x88cc -> "LLDP";
          case 0x9000 -> "Loopback";
          case 0x8847 -> "MPLS unicast";
          case 0x888e -> "EAPOL";
          default -> "Unknown";
        };
    return "ethertype " + name + " (0x" + Octets.hex(type, 4) + ")";
  }

  /// What an EtherType says is inside.
  void payload(Octets bytes, int length, int type) {
    if (depth >= DEPTH_MAX) {
      return;
    }
    depth++;
    try {
      switch (type) {
        case IPV4 -> ipv4.print(bytes, length);
        case IPV6 -> ipv6.print(bytes, length);
        case ARP -> arp(bytes, length);
        default -> HexDump.hex(context.out(), bytes, "\t", true);
      }
    } finally {
      depth--;
    }
  }

  private void arp(Octets arp, int length) {
    context.enter("arp");
    StringBuilder out = context.out();
    boolean verbose = context.options().verbose() > 0;
    out.append(context.options().link() ? "" : "ARP, ");
    int operation = arp.u16(6);
    arp.need(28);
    if (verbose) {
      out.append("Ethernet (len ").append(arp.u8(4)).append("), IPv4 (len ");
      out.append(arp.u8(5)).append("), ");
    }
    String sender = context.host(arp.ipv4(14));
    String target = context.host(arp.ipv4(24));
    switch (operation) {
      case 1 -> {
        out.append("Request who-has ").append(target);
        boolean asksOne = !arp.mac(18).equals("00:00:00:00:00:00");
        out.append(asksOne ? " (" + context.mac(arp, 18) + ")" : "");
        out.append(" tell ").append(sender);
      }
      case 2 -> out.append("Reply ").append(sender).append(" is-at ").append(context.mac(arp, 8));
      default -> {
        out.append("Unknown (").append(operation).append("), length ").append(length);
        HexDump.hex(out, arp, "\t", true);
        return;
      }
    }
    out.append(", length ").append(length);
  }
}
