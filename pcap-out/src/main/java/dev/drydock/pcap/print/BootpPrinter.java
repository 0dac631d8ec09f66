package dev.drydock.pcap.print;

import java.util.Map;

/// BOOTP and DHCP (`print-bootp.c`). With `-v` the fields that are set and the options.
final class BootpPrinter {
  private static final int OPTIONS_AT = 236;
  private static final int COOKIE = 0x63825363;
  private static final int ETHERNET = 1;
  private static final int MAC_BYTES = 6;
  private static final int PAD = 0;
  private static final int MESSAGE = 53;
  private static final int WANTED = 55;
  private static final int WANTED_PER_LINE = 4;
  private static final int END = 255;

  /// The letter tells how values are shown: a text, i addresses, l and L numbers, s short numbers,
  /// b bytes, B yes or no, $ in a way of its own.
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(1, "iSubnet-Mask"),
          Map.entry(2, "LTime-Zone"),
          Map.entry(3, "iDefault-Gateway"),
          Map.entry(4, "iTime-Server"),
          Map.entry(5, "iIEN-Name-Server"),
          Map.entry(6, "iDomain-Name-Server"),
          Map.entry(7, "iLOG"),
          Map.entry(12, "aHostname"),
          Map.entry(15, "aDomain-Name"),
          Map.entry(17, "aRP"),
          Map.entry(19, "BIPF"),
          Map.entry(26, "sMTU"),
          Map.entry(28, "iBR"),
          Map.entry(31, "BRouter-Discovery"),
          Map.entry(33, "$Static-Route"),
          Map.entry(40, "aYD"),
          Map.entry(41, "iYS"),
          Map.entry(42, "iNTP"),
          Map.entry(43, "bVendor-Option"),
          Map.entry(44, "iNetbios-Name-Server"),
          Map.entry(46, "$Netbios-Node"),
          Map.entry(47, "aNetbios-Scope"),
          Map.entry(50, "iRequested-IP"),
          Map.entry(51, "lLease-Time"),
          Map.entry(52, "$OO"),
          Map.entry(MESSAGE, "$DHCP-Message"),
          Map.entry(54, "iServer-ID"),
          Map.entry(WANTED, "bParameter-Request"),
          Map.entry(56, "aMSG"),
          Map.entry(57, "sMSZ"),
          Map.entry(58, "lRN"),
          Map.entry(59, "lRB"),
          Map.entry(60, "aVendor-Class"),
          Map.entry(61, "$Client-ID"),
          Map.entry(66, "aTFTP"),
          Map.entry(67, "aBF"),
          Map.entry(77, "$User-Class"),
          Map.entry(81, "$FQDN"),
          Map.entry(82, "$Agent-Information"),
          Map.entry(121, "$Classless-Static-Route"),
          Map.entry(249, "$Classless-Static-Route-Microsoft"));

  private static final String[] MESSAGES = {
    "Discover", "Offer", "Request", "Decline", "ACK", "NACK", "Release", "Inform"
  };

  private final PrintContext context;

  BootpPrinter(PrintContext context) {
    this.context = context;
  }

  void print(Octets data, int length) {
    context.enter("bootp");
    StringBuilder out = context.out().append("BOOTP/DHCP, ");
    int operation = data.u8(0);
    boolean isEthernet = data.u8(1) == ETHERNET && data.u8(2) == MAC_BYTES;
    switch (operation) {
      case 1 -> out.append("Request");
      case 2 -> out.append("Reply");
      default -> out.append("unknown (0x").append(Octets.hex(operation, 2)).append(')');
    }
    if (isEthernet && operation == 1) {
      out.append(" from ").append(context.mac(data, 28));
    }
    out.append(", length ").append(length);
    if (context.options().verbose() > 0) {
      fields(data, isEthernet);
      if (data.i32(OPTIONS_AT) == COOKIE) {
        out.append("\n\t  Vendor-rfc1048 Extensions\n\t    Magic Cookie 0x63825363");
        options(data.after(OPTIONS_AT + 4).first(length - OPTIONS_AT - 4));
      } else if (data.i32(OPTIONS_AT) != 0) {
        out.append("\n\t  Vendor-#0x").append(Octets.hex(data.u32(OPTIONS_AT), 8));
      }
    }
  }

  private void fields(Octets data, boolean isEthernet) {
    StringBuilder out = context.out();
    if (data.u8(3) != 0) {
      out.append(", hops ").append(data.u8(3));
    }
    if (data.i32(4) != 0) {
      out.append(", xid 0x").append(Long.toHexString(data.u32(4)));
    }
    if (data.u16(8) != 0) {
      out.append(", secs ").append(data.u16(8));
    }
    int flags = data.u16(10);
    out.append(", Flags [").append((flags & 0x8000) == 0 ? "none" : "Broadcast").append(']');
    if (context.options().verbose() > 1) {
      out.append(" (0x").append(Octets.hex(flags, 4)).append(')');
    }
    String[] addresses = {"Client-IP ", "Your-IP ", "Server-IP ", "Gateway-IP "};
    for (int i = 0; i < addresses.length; i++) {
      int at = 12 + (4 * i);
      if (data.i32(at) != 0) {
        out.append("\n\t  ").append(addresses[i]).append(context.host(data.ipv4(at)));
      }
    }
    if (isEthernet) {
      out.append("\n\t  Client-Ethernet-Address ").append(context.mac(data, 28));
    }
    text(data, 44, 64, "sname");
    text(data, 108, 128, "file");
  }

  private void text(Octets data, int at, int length, String name) {
    int end = at;
    while (end < at + length && data.u8(end) != 0) {
      end++;
    }
    if (end > at) {
      String text = visible(data, at, end - at);
      context.out().append("\n\t  ").append(name).append(" \"").append(text).append('"');
    }
  }

  /// `nd_printn`: control characters as `^A`, what is above ASCII as `M-a`.
  private static String visible(Octets data, int at, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      int octet = data.u8(at + i);
      text.append((octet & 0x80) == 0 ? "" : "M-");
      int character = octet & 0x7f;
      if (character < 0x20 || character == 0x7f) {
        text.append('^').append((char) (character ^ 0x40));
      } else {
        text.append((char) character);
      }
    }
    return text.toString();
  }

  private void options(Octets options) {
    int at = 0;
    while (at < options.size()) {
      int tag = options.u8(at++);
      if (tag == END) {
        return;
      }
      if (tag != PAD) {
        int length = options.u8(at++);
        option(tag, options.after(at).first(length), length);
        at += length;
      }
    }
  }

  private static String name(int tag) {
    String name = NAMES.get(tag);
    return name == null ? "?Unknown" : name;
  }

  private void option(int tag, Octets value, int length) {
    StringBuilder out = context.out();
    String name = name(tag);
    out.append("\n\t    ").append(name.substring(1)).append(" (").append(tag);
    out.append("), length ").append(length).append(length > 0 ? ": " : "");
    if (value.size() < length) {
      out.append("[|rfc1048 ").append(length).append(']');
      return;
    }
    if (tag == MESSAGE && length == 1) {
      int message = value.u8(0);
      boolean isKnown = message >= 1 && message <= MESSAGES.length;
      out.append(isKnown ? MESSAGES[message - 1] : "Unknown (" + message + ")");
    } else if (tag == WANTED) {
      wanted(value);
    } else {
      value(tag, name.charAt(0), value);
    }
  }

  private void wanted(Octets tags) {
    for (int i = 0; i < tags.size(); i++) {
      int tag = tags.u8(i);
      String name = name(tag).substring(1);
      context.out().append(i % WANTED_PER_LINE == 0 ? "\n\t      " : ", ");
      context.out().append(name).append(" (").append(tag).append(')');
    }
  }

  private void value(int tag, char form, Octets value) {
    StringBuilder out = context.out();
    int length = value.size();
    char known = form;
    if (form == '?') {
      known = (length & 1) != 0 ? 'b' : (length & 2) != 0 ? 's' : 'l';
    }
    switch (known) {
      case 'a' -> out.append('"').append(visible(value, 0, length)).append('"');
      case 'i' -> list(value, 4, at -> context.host(value.ipv4(at)));
      case 'l' -> list(value, 4, at -> Long.toString(value.u32(at)));
      case 'L' -> list(value, 4, at -> Integer.toString(value.i32(at)));
      case 's' -> list(value, 2, at -> Integer.toString(value.u16(at)));
      case 'B' -> list(value, 1, at -> truth(value.u8(at)));
      case '$' -> special(tag, value);
      default -> dotted(value);
    }
  }

  private interface Text {
    String at(int at);
  }

  private void list(Octets value, int width, Text text) {
    for (int at = 0; at + width <= value.size(); at += width) {
      context.out().append(at == 0 ? "" : ",").append(text.at(at));
    }
  }

  private static String truth(int octet) {
    return octet == 0 ? "N" : octet == 1 ? "Y" : octet + "?";
  }

  private void dotted(Octets value) {
    for (int i = 0; i < value.size(); i++) {
      context.out().append(i == 0 ? "" : ".").append(value.u8(i));
    }
  }

  private void special(int tag, Octets value) {
    StringBuilder out = context.out();
    switch (tag) {
      case 52 -> out.append(overload(value.u8(0)));
      case 61 -> client(value);
      case 81 -> out.append('"').append(visible(value, 3, value.size() - 3)).append('"');
      case 121, 249 -> routes(value);
      default -> dotted(value);
    }
  }

  private static String overload(int which) {
    return switch (which) {
      case 1 -> "file";
      case 2 -> "sname";
      case 3 -> "file+sname";
      default -> "Unknown (" + which + ")";
    };
  }

  private void client(Octets value) {
    StringBuilder out = context.out();
    int type = value.u8(0);
    if (type == 0) {
      out.append('"').append(visible(value, 1, value.size() - 1)).append('"');
      return;
    }
    out.append(type == ETHERNET ? "ether " : "hardware-type " + type + ", ");
    for (int i = 1; i < value.size(); i++) {
      out.append(i == 1 ? "" : ":").append(Octets.hex(value.u8(i), 2));
    }
  }

  /// Each with the length of its prefix, as many octets as that needs, and the next hop.
  private void routes(Octets value) {
    StringBuilder out = context.out();
    int at = 0;
    while (at < value.size()) {
      int bits = value.u8(at);
      int octets = Math.min(4, (bits + 7) / 8);
      out.append(at == 0 ? "(" : ",(");
      if (bits == 0) {
        out.append("default");
      }
      for (int i = 0; bits != 0 && i < 4; i++) {
        out.append(i == 0 ? "" : ".").append(i < octets ? value.u8(at + 1 + i) : 0);
      }
      out.append(bits == 0 ? ":" : "/" + bits + ":");
      out.append(context.host(value.ipv4(at + 1 + octets))).append(')');
      at += 5 + octets;
    }
  }
}
