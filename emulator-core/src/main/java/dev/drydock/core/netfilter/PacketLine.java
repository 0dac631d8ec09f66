package dev.drydock.core.netfilter;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.Icmpv6;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Ipv6Headers;
import dev.drydock.core.wire.Mac;
import dev.drydock.core.wire.Tcp;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A packet in the words of `-j LOG` (Linux `net/netfilter/nf_log_syslog.c`).
///
/// ```
/// in: IN=eth0 OUT=docker0 MAC=.. SRC=192.168.0.20 DST=172.17.0.2 LEN=84 TOS=0x00 PREC=0x00 TTL=63
///   ID=7 DF PROTO=ICMP TYPE=8 CODE=0 ID=5 SEQ=1
/// ```
public final class PacketLine {
  /// Print numbers of TCP segments.
  public static final int SEQUENCE = 1;

  /// Print options of TCP.
  public static final int TCP_OPTIONS = 2;

  /// Print options of IP.
  public static final int IP_OPTIONS = 4;

  /// Print whose socket sends it.
  public static final int OWNER = 8;

  /// Print the Ethernet header by its fields.
  public static final int MAC_FIELDS = 32;

  /// What `-j TRACE` of the legacy variant prints.
  static final int TRACE = SEQUENCE | TCP_OPTIONS | IP_OPTIONS | OWNER;

  private static final String[] FLAGS = {"CWR", "ECE", "URG", "ACK", "PSH", "RST", "SYN", "FIN"};
  private static final int SOURCE_QUENCH = 4; // RFC 792, nobody sends it any more
  private static final int FIRST_FLAG = 0x80;

  private final Packet packet;
  private final int flags;
  private final byte[] data;
  private final StringBuilder text = new StringBuilder();

  private PacketLine(Packet packet, int flags) {
    this.packet = packet;
    this.flags = flags;
    this.data = packet.data();
  }

  /// The line.
  ///
  /// @param flags what more to print: [#SEQUENCE], [#TCP_OPTIONS] ...
  public static String of(Packet packet, String prefix, int flags) {
    PacketLine line = new PacketLine(packet, flags);
    line.text.append(prefix);
    line.devices();
    int end = packet.at() + packet.totalBytes();
    if (packet.isV6()) {
      line.ipv6(packet.at(), end, true);
    } else {
      line.ipv4(packet.at(), end, true);
    }
    if (line.has(OWNER) && packet.hasSocket()) {
      line.text.append("UID=0 GID=0 ");
    }
    if (packet.frame.mark != 0) {
      line.text.append("MARK=0x").append(Integer.toHexString(packet.frame.mark)).append(' ');
    }
    return line.text.toString();
  }

  private boolean has(int flag) {
    return (flags & flag) != 0;
  }

  private void add(String words) {
    text.append(words);
  }

  private static String name(@Nullable NetDevice device) {
    return device == null ? "" : device.name();
  }

  private void devices() {
    text.append("IN=").append(name(packet.in)).append(" OUT=").append(name(packet.out)).append(' ');
    if (packet.physicalIn != null) {
      text.append("PHYSIN=").append(name(packet.physicalIn)).append(' ');
    }
    if (packet.physicalOut != null) {
      text.append("PHYSOUT=").append(name(packet.physicalOut)).append(' ');
    }
    if (packet.in == null) {
      return;
    }
    int at = packet.frame.offset();
    if (has(MAC_FIELDS)) {
      add(
          String.format(
              Locale.ROOT,
              "MACSRC=%s MACDST=%s MACPROTO=%04x ",
              Mac.format(Ethernet.source(data, at)),
              Mac.format(Ethernet.destination(data, at)),
              Bytes.u16(data, at + 12)));
      return;
    }
    String bytes = HexFormat.ofDelimiter(":").formatHex(data, at, at + Ethernet.HEADER_BYTES);
    text.append("MAC=").append(bytes).append(' ');
  }

  /// `dump_ipv4_packet`.
  private void ipv4(int at, int end, boolean isOuter) {
    if (at + Ipv4.HEADER_BYTES > end) {
      text.append("TRUNCATED");
      return;
    }
    int tos = Ipv4.tos(data, at);
    int fragment = Ipv4.fragment(data, at);
    text.append("SRC=").append(Ipv4Address.format(Ipv4.source(data, at)));
    text.append(" DST=").append(Ipv4Address.format(Ipv4.destination(data, at)));
    int length = Ipv4.totalBytes(data, at);
    add(
        String.format(
            Locale.ROOT, " LEN=%d TOS=0x%02X PREC=0x%02X ", length, tos & 0x1e, tos & 0xe0));
    add(String.format(Locale.ROOT, "TTL=%d ID=%d ", Ipv4.ttl(data, at), Ipv4.id(data, at)));
    text.append((fragment & 0x8000) == 0 ? "" : "CE ");
    text.append((fragment & Ipv4.DF) == 0 ? "" : "DF ");
    text.append((fragment & Ipv4.MF) == 0 ? "" : "MF ");
    int offset = fragment & Ipv4.OFFSET_MASK;
    text.append(offset == 0 ? "" : "FRAG:" + offset + " ");
    int header = Ipv4.headerBytes(data, at);
    if (has(IP_OPTIONS) && header > Ipv4.HEADER_BYTES && at + header <= end) {
      options(at + Ipv4.HEADER_BYTES, at + header);
    }
    int protocol = Ipv4.protocol(data, at);
    if (protocol == Ipv4.ICMP) {
      text.append("PROTO=ICMP ");
      if (offset == 0) {
        icmp(at + header, end, isOuter);
      }
      return;
    }
    transport(protocol, at + header, end, offset != 0);
  }

  /// `dump_ipv6_packet`.
  private void ipv6(int at, int end, boolean isOuter) {
    if (at + Ipv6.HEADER_BYTES > end) {
      text.append("TRUNCATED");
      return;
    }
    text.append("SRC=").append(longForm(at + 8)).append(" DST=").append(longForm(at + 24));
    add(ipv6Fields(data, at, Ipv6.totalBytes(data, at)));
    int part = Ipv6Headers.fragmentAt(data, at, end);
    if (part >= 0) {
      int field = Bytes.u16(data, part + 2);
      add(String.format(Locale.ROOT, "FRAG:%d ", field & 0xfff8));
      text.append((field & 1) == 0 ? "" : "INCOMPLETE ");
      add(String.format(Locale.ROOT, "ID:%08x ", Bytes.i32(data, part + 4)));
    }
    long found = Ipv6Headers.find(data, at, end);
    if (found == Ipv6Headers.NONE) {
      return;
    }
    int protocol = Ipv6Headers.protocol(found);
    boolean isLater = Ipv6Headers.isLaterFragment(found);
    if (protocol == Ipv6.ICMP) {
      text.append("PROTO=ICMPv6 ");
      if (!isLater) {
        icmpv6(Ipv6Headers.at(found), end, isOuter);
      }
      return;
    }
    transport(protocol, Ipv6Headers.at(found), end, isLater);
  }

  /// What follows the addresses of an IPv6 packet: ` LEN=104 TC=0 HOPLIMIT=64 FLOWLBL=7 `.
  ///
  /// @param length what counts as its length
  public static String ipv6Fields(byte[] data, int at, int length) {
    return String.format(
        Locale.ROOT,
        " LEN=%d TC=%d HOPLIMIT=%d FLOWLBL=%d ",
        length,
        Ipv6.trafficClass(data, at),
        Ipv6.hopLimit(data, at),
        Ipv6.flowLabel(data, at));
  }

  private String longForm(int at) {
    StringBuilder groups = new StringBuilder();
    for (int i = 0; i < 16; i += 2) {
      groups.append(i == 0 ? "" : ":");
      groups.append(String.format(Locale.ROOT, "%04x", Bytes.u16(data, at + i)));
    }
    return groups.toString();
  }

  private void options(int from, int to) {
    text.append("OPT (").append(HexFormat.of().withUpperCase().formatHex(data, from, to));
    text.append(") ");
  }

  private boolean isComplete(int at, int end, int least) {
    if (at + least > end) {
      add(String.format(Locale.ROOT, "INCOMPLETE [%d bytes] ", Math.max(0, end - at)));
      return false;
    }
    return true;
  }

  private void transport(int protocol, int at, int end, boolean isLater) {
    switch (protocol) {
      case Ipv4.TCP -> {
        text.append("PROTO=TCP ");
        if (!isLater && isComplete(at, end, Tcp.HEADER_BYTES)) {
          tcp(at, end);
        }
      }
      case Ipv4.UDP -> {
        text.append("PROTO=UDP ");
        if (!isLater && isComplete(at, end, 8)) {
          ports(at);
          text.append("LEN=").append(Bytes.u16(data, at + 4)).append(' ');
        }
      }
      default -> text.append("PROTO=").append(protocol).append(' ');
    }
  }

  private void ports(int at) {
    add(String.format(Locale.ROOT, "SPT=%d DPT=%d ", Bytes.u16(data, at), Bytes.u16(data, at + 2)));
  }

  private void tcp(int at, int end) {
    ports(at);
    if (has(SEQUENCE)) {
      text.append("SEQ=").append(Integer.toUnsignedString(Tcp.sequence(data, at)));
      text.append(" ACK=").append(Integer.toUnsignedString(Tcp.ack(data, at))).append(' ');
    }
    add(
        String.format(
            Locale.ROOT,
            "WINDOW=%d RES=0x%02x ",
            Bytes.u16(data, at + 14),
            (data[at + 12] & 0xf) << 2));
    for (int i = 0; i < FLAGS.length; i++) {
      text.append((data[at + 13] & (FIRST_FLAG >> i)) == 0 ? "" : FLAGS[i] + " ");
    }
    text.append("URGP=").append(Bytes.u16(data, at + 18)).append(' ');
    int header = Tcp.headerBytes(data, at);
    if (has(TCP_OPTIONS) && header > Tcp.HEADER_BYTES && at + header <= end) {
      options(at + Tcp.HEADER_BYTES, at + header);
    }
  }

  private void icmp(int at, int end, boolean isOuter) {
    if (!isComplete(at, end, Icmp.HEADER_BYTES)) {
      return;
    }
    int type = Icmp.type(data, at);
    add(String.format(Locale.ROOT, "TYPE=%d CODE=%d ", type, Icmp.code(data, at)));
    switch (type) {
      case Icmp.ECHO, Icmp.ECHO_REPLY -> identifier(at);
      case Icmp.PARAMETER_PROBLEM ->
          add(String.format(Locale.ROOT, "PARAMETER=%d ", Bytes.u8(data, at + 4)));
      case Icmp.REDIRECT, Icmp.UNREACHABLE, SOURCE_QUENCH, Icmp.TIME_EXCEEDED -> {
        if (type == Icmp.REDIRECT) {
          add(
              String.format(
                  Locale.ROOT, "GATEWAY=%s ", Ipv4Address.format(Bytes.i32(data, at + 4))));
        }
        if (isOuter) {
          text.append('[');
          ipv4(at + Icmp.HEADER_BYTES, end, false);
          text.append("] ");
        }
        if (type == Icmp.UNREACHABLE && Icmp.code(data, at) == Icmp.FRAGMENTATION_NEEDED) {
          add(String.format(Locale.ROOT, "MTU=%d ", Bytes.u16(data, at + 6)));
        }
      }
      default -> {}
    }
  }

  private void identifier(int at) {
    add(
        String.format(
            Locale.ROOT, "ID=%d SEQ=%d ", Bytes.u16(data, at + 4), Bytes.u16(data, at + 6)));
  }

  private void icmpv6(int at, int end, boolean isOuter) {
    if (!isComplete(at, end, Icmpv6.HEADER_BYTES)) {
      return;
    }
    int type = Icmp.type(data, at);
    add(String.format(Locale.ROOT, "TYPE=%d CODE=%d ", type, Icmp.code(data, at)));
    switch (type) {
      case Icmpv6.ECHO, Icmpv6.ECHO_REPLY -> identifier(at);
      case Icmpv6.UNREACHABLE,
          Icmpv6.PACKET_TOO_BIG,
          Icmpv6.TIME_EXCEEDED,
          Icmpv6.PARAMETER_PROBLEM -> {
        if (type == Icmpv6.PARAMETER_PROBLEM) {
          add(String.format(Locale.ROOT, "POINTER=%08x ", Bytes.i32(data, at + 4)));
        }
        if (isOuter) {
          text.append('[');
          ipv6(at + Icmpv6.HEADER_BYTES, end, false);
          text.append("] ");
        }
        if (type == Icmpv6.PACKET_TOO_BIG) {
          add(String.format(Locale.ROOT, "MTU=%d ", Bytes.i32(data, at + 4)));
        }
      }
      default -> {}
    }
  }
}
