package dev.drydock.scenarios.tools.firewall;

import dev.drydock.core.device.Loopback;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.netfilter.PacketLine;
import dev.drydock.core.netfilter.Rule;
import dev.drydock.core.netfilter.TraceListener;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Tcp;
import dev.drydock.scenarios.tools.Invocation;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A step of a traced packet in the words of `xtables-monitor`, and the packet itself in front of
/// the first one at a hook.
///
/// ```
/// PACKET: 2 c8d19a1c OUT=va SRC=10.0.0.1 DST=10.0.0.2 LEN=84 TOS=0x0 TTL=64 ID=52176 DF
///  TRACE: 2 c8d19a1c raw:OUTPUT:rule:0x4:CONTINUE  -4 -t raw -A OUTPUT -p icmp -j TRACE
///  TRACE: 2 c8d19a1c raw:OUTPUT:policy:ACCEPT
/// ```
final class TraceText {
  private static final int IPV4_NUMBER = 2; // NFPROTO_IPV4
  private static final int IPV6_NUMBER = 10;
  private static final int LOOPBACK_MIX = 0x9e3779b9;
  private static final String[] FLAGS = {"SYN", "ACK", "FIN", "RST", "PSH", "URG"};
  private static final int[] BITS = {Tcp.SYN, Tcp.ACK, Tcp.FIN, Tcp.RST, Tcp.PSH, Tcp.URG};

  private final Packet packet;
  private final byte[] data;
  private final StringBuilder text = new StringBuilder();

  private TraceText(Packet packet) {
    this.packet = packet;
    this.data = packet.data();
  }

  static void print(
      Invocation invocation, Packet packet, TraceListener.Step step, boolean counters) {
    if (step.isFirst()) {
      TraceText shown = new TraceText(packet);
      shown.packet();
      invocation.out(shown.text.toString());
    }
    invocation.out(" TRACE: " + start(packet) + what(step, counters, packet.isV6()));
  }

  /// Protocol and number; a packet that went round by the loopback device has another number.
  private static String start(Packet packet) {
    boolean looped = packet.in instanceof Loopback;
    int id = looped ? packet.frame.trace ^ LOOPBACK_MIX : packet.frame.trace;
    int family = packet.isV6() ? IPV6_NUMBER : IPV4_NUMBER;
    return family + " " + HexFormat.of().toHexDigits(id) + " ";
  }

  private static String what(TraceListener.Step step, boolean counters, boolean isV6) {
    String table = step.chain().table().word();
    String where = table + ":" + step.chain().name() + ":";
    Rule rule = step.rule();
    if (rule == null) {
      return where + "policy:" + step.verdict() + " ";
    }
    String counted = counters ? "[" + rule.packets() + ":" + rule.bytes() + "] " : "";
    return where
        + "rule:0x"
        + Long.toHexString(rule.handle())
        + ":"
        + step.verdict()
        + (isV6 ? "  -6 -t " : "  -4 -t ")
        + table
        + " "
        + counted
        + RuleDump.line(step.chain(), rule);
  }

  private void add(String words) {
    text.append(words);
  }

  /// `trace_print_packet`.
  private void packet() {
    text.append("PACKET: ").append(start(packet));
    device("IN=", packet.in);
    device("OUT=", packet.out);
    if (packet.in != null || packet.frame.inputIndex != 0) {
      linkLayer(packet.frame.offset());
    }
    int protocol = packet.isV6() ? ipv6(packet.at()) : ipv4(packet.at());
    if (!packet.isLaterFragment()) {
      transport(protocol);
    }
    if (packet.frame.mark != 0) {
      add(String.format(Locale.ROOT, "MARK=0x%x ", packet.frame.mark));
    }
  }

  private void device(String word, @Nullable NetDevice device) {
    if (device != null) {
      text.append(word).append(device.name()).append(' ');
    }
  }

  /// Where the device it came in by is not told any more, the header is printed as it is.
  private void linkLayer(int at) {
    if (packet.in == null) {
      String bytes = HexFormat.of().formatHex(data, at, at + Ethernet.HEADER_BYTES);
      text.append("LL=0x0 ").append(bytes).append(' ');
    } else if (packet.in instanceof Loopback) {
      text.append("LOOPBACK ");
    } else {
      text.append("MACSRC=").append(shortMac(Ethernet.source(data, at)));
      text.append(" MACDST=").append(shortMac(Ethernet.destination(data, at)));
      add(String.format(Locale.ROOT, " MACPROTO=%04x ", Ethernet.type(data, at)));
    }
  }

  /// As C's `ether_ntoa`, without leading zeros.
  private static String shortMac(long mac) {
    StringBuilder parts = new StringBuilder();
    for (int shift = 40; shift >= 0; shift -= 8) {
      parts.append(parts.isEmpty() ? "" : ":");
      parts.append(Long.toHexString((mac >>> shift) & 0xff));
    }
    return parts.toString();
  }

  private int ipv4(int at) {
    int fragment = Ipv4.fragment(data, at);
    text.append("SRC=").append(Ipv4Address.format(Ipv4.source(data, at)));
    text.append(" DST=").append(Ipv4Address.format(Ipv4.destination(data, at)));
    add(
        String.format(
            Locale.ROOT, " LEN=%d TOS=0x%x ", Ipv4.totalBytes(data, at), Ipv4.tos(data, at)));
    add(String.format(Locale.ROOT, "TTL=%d ID=%d ", Ipv4.ttl(data, at), Ipv4.id(data, at)));
    text.append((fragment & Ipv4.DF) == 0 ? "" : "DF ");
    text.append((fragment & Ipv4.MF) == 0 ? "" : "MF ");
    int offset = fragment & Ipv4.OFFSET_MASK;
    text.append(offset == 0 ? "" : "FRAG:" + offset + " ");
    int header = Ipv4.headerBytes(data, at);
    if (header > Ipv4.HEADER_BYTES) {
      HexFormat hex = HexFormat.of().withUpperCase();
      text.append("OPT (").append(hex.formatHex(data, at + Ipv4.HEADER_BYTES, at + header));
      text.append(") ");
    }
    return Ipv4.protocol(data, at);
  }

  /// The length is that of an IPv4 header too much, as in the original.
  private int ipv6(int at) {
    text.append("SRC=").append(Ipv6.source(data, at));
    text.append(" DST=").append(Ipv6.destination(data, at));
    int length = Ipv6.payloadBytes(data, at) + Ipv4.HEADER_BYTES;
    add(PacketLine.ipv6Fields(data, at, length));
    return Ipv6.nextHeader(data, at);
  }

  private void transport(int protocol) {
    int at = packet.transportAt();
    boolean isTcp = protocol == Ipv4.TCP && packet.transportBytes() >= Tcp.HEADER_BYTES;
    boolean hasPorts = protocol == Ipv4.UDP || protocol == Ipv4.SCTP;
    if (isTcp || (hasPorts && packet.transportBytes() >= 4)) {
      add(
          String.format(
              Locale.ROOT, "SPORT=%d DPORT=%d ", Bytes.u16(data, at), Bytes.u16(data, at + 2)));
    }
    for (int i = 0; isTcp && i < FLAGS.length; i++) {
      text.append((Tcp.flags(data, at) & BITS[i]) == 0 ? "" : FLAGS[i] + " ");
    }
  }
}
