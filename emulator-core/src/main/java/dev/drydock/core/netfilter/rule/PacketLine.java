package dev.drydock.core.netfilter.rule;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Tcp;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A packet in the words of `-j LOG` (Linux `net/netfilter/nf_log_syslog.c`).
///
/// ```
/// in: IN=eth0 OUT=docker0 MAC=.. SRC=192.168.0.20 DST=172.17.0.2 LEN=84 TOS=0x00 PREC=0x00 TTL=63
///   ID=7 DF PROTO=ICMP TYPE=8 CODE=0 ID=5 SEQ=1
/// ```
final class PacketLine {
  private static final String[] FLAGS = {"URG", "ACK", "PSH", "RST", "SYN", "FIN"};
  private static final int[] FLAG_BITS = {Tcp.URG, Tcp.ACK, Tcp.PSH, Tcp.RST, Tcp.SYN, Tcp.FIN};

  private final Packet packet;
  private final StringBuilder text = new StringBuilder();

  private PacketLine(Packet packet) {
    this.packet = packet;
  }

  static String of(Packet packet, String prefix) {
    PacketLine line = new PacketLine(packet);
    line.text.append(prefix);
    line.devices();
    if (packet.isV6()) {
      line.ipv6();
    } else {
      line.ipv4();
    }
    line.transport();
    if (packet.frame.mark != 0) {
      line.text.append("MARK=0x").append(Integer.toHexString(packet.frame.mark)).append(' ');
    }
    return line.text.toString().stripTrailing();
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
    text.append("MAC=");
    for (int i = 0; i < Ethernet.HEADER_BYTES; i++) {
      text.append(i == 0 ? "" : ":");
      text.append(String.format(Locale.ROOT, "%02x", packet.data()[packet.frame.offset() + i]));
    }
    text.append(' ');
  }

  private void ipv4() {
    byte[] data = packet.data();
    int at = packet.at();
    int tos = Ipv4.tos(data, at);
    int fragment = Ipv4.fragment(data, at);
    text.append("SRC=").append(Ipv4Address.format(packet.source()));
    text.append(" DST=").append(Ipv4Address.format(packet.destination()));
    text.append(
        String.format(
            Locale.ROOT,
            " LEN=%d TOS=0x%02X PREC=0x%02X TTL=%d ID=%d ",
            packet.totalBytes(),
            tos & 0x1e,
            tos & 0xe0,
            Ipv4.ttl(data, at),
            Ipv4.id(data, at)));
    text.append((fragment & Ipv4.DF) == 0 ? "" : "DF ");
    text.append((fragment & Ipv4.MF) == 0 ? "" : "MF ");
    int offset = fragment & Ipv4.OFFSET_MASK;
    text.append(offset == 0 ? "" : "FRAG:" + offset + " ");
  }

  private void ipv6() {
    byte[] data = packet.data();
    int at = packet.at();
    text.append("SRC=").append(longForm(at + 8)).append(" DST=").append(longForm(at + 24));
    text.append(
        String.format(
            Locale.ROOT,
            " LEN=%d TC=%d HOPLIMIT=%d FLOWLBL=%d ",
            packet.totalBytes(),
            DiffServ.of(packet),
            Ipv6.hopLimit(data, at),
            Bytes.i32(data, at) & 0xfffff));
  }

  private String longForm(int at) {
    StringBuilder groups = new StringBuilder();
    for (int i = 0; i < 16; i += 2) {
      groups.append(i == 0 ? "" : ":");
      groups.append(String.format(Locale.ROOT, "%04x", Bytes.u16(packet.data(), at + i)));
    }
    return groups.toString();
  }

  private void transport() {
    byte[] data = packet.data();
    int at = packet.transportAt();
    int length = packet.transportBytes();
    if (packet.isLaterFragment()) {
      text.append("PROTO=").append(packet.protocol());
      return;
    }
    switch (packet.protocol()) {
      case Ipv4.TCP -> {
        text.append("PROTO=TCP ");
        if (length >= Tcp.HEADER_BYTES) {
          tcp(data, at);
        }
      }
      case Ipv4.UDP -> {
        text.append("PROTO=UDP ");
        if (length >= 8) {
          ports(data, at);
          text.append("LEN=").append(Bytes.u16(data, at + 4)).append(' ');
        }
      }
      case Ipv4.ICMP -> icmp(data, at, length);
      case Ipv6.ICMP -> {
        text.append("PROTO=ICMPv6 ");
        typeAndCode(data, at, length);
      }
      default -> text.append("PROTO=").append(packet.protocol()).append(' ');
    }
  }

  private void ports(byte[] data, int at) {
    text.append("SPT=").append(Bytes.u16(data, at));
    text.append(" DPT=").append(Bytes.u16(data, at + 2)).append(' ');
  }

  private void tcp(byte[] data, int at) {
    ports(data, at);
    text.append("WINDOW=").append(Bytes.u16(data, at + 14)).append(" RES=0x00 ");
    int flags = Tcp.flags(data, at);
    for (int i = 0; i < FLAGS.length; i++) {
      text.append((flags & FLAG_BITS[i]) == 0 ? "" : FLAGS[i] + " ");
    }
    text.append("URGP=").append(Bytes.u16(data, at + 18)).append(' ');
  }

  private void icmp(byte[] data, int at, int length) {
    text.append("PROTO=ICMP ");
    typeAndCode(data, at, length);
    if (length < Icmp.HEADER_BYTES) {
      return;
    }
    int type = Icmp.type(data, at);
    if (type == Icmp.ECHO || type == Icmp.ECHO_REPLY) {
      text.append("ID=").append(Bytes.u16(data, at + 4));
      text.append(" SEQ=").append(Bytes.u16(data, at + 6)).append(' ');
    }
  }

  private void typeAndCode(byte[] data, int at, int length) {
    if (length >= Icmp.HEADER_BYTES) {
      text.append("TYPE=").append(Icmp.type(data, at));
      text.append(" CODE=").append(Icmp.code(data, at)).append(' ');
    }
  }
}
