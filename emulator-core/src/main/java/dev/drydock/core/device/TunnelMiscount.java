package dev.drydock.core.device;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Checksum;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Tcp;
import dev.drydock.core.wire.Udp;
import dev.drydock.core.wire.Vxlan;

/// What a card does that computes the checksums of TCP and UDP inside VXLAN, and computes them
/// wrong: vmxnet3 with drivers of 2020 and 2021, and others. ICMP is the kernel's own work, so
/// pings arrive. The outer checksum is that of the packet as it leaves.
public final class TunnelMiscount {
  /// How far it is off: nobody knows the card's arithmetic.
  private static final int WRONG = 0x0a5a;

  private static final int UDP_CHECKSUM_AT = 6;
  private static final int TCP_CHECKSUM_AT = 16;

  private TunnelMiscount() {}

  /// Spoils a frame of a tunnel; leaves any other alone.
  public static void spoil(Frame frame) {
    byte[] data = frame.data();
    int ip = frame.offset() + Ethernet.HEADER_BYTES;
    int least = Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES + Udp.HEADER_BYTES + Vxlan.HEADER_BYTES;
    boolean isUdp =
        frame.length() > least + Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES + Tcp.HEADER_BYTES
            && Ethernet.type(data, frame.offset()) == Ethernet.IPV4
            && Ipv4.protocol(data, ip) == Ipv4.UDP;
    int udp = ip + (isUdp ? Ipv4.headerBytes(data, ip) : 0);
    if (!isUdp || Udp.destinationPort(data, udp) != Vxlan.PORT) {
      return;
    }
    int inner = udp + Udp.HEADER_BYTES + Vxlan.HEADER_BYTES;
    if (Ethernet.type(data, inner) == Ethernet.IPV4) {
      spoil(data, udp, inner + Ethernet.HEADER_BYTES);
    }
  }

  private static void spoil(byte[] data, int udp, int innerIp) {
    int protocol = Ipv4.protocol(data, innerIp);
    if (protocol != Ipv4.TCP && protocol != Ipv4.UDP) {
      return;
    }
    int at =
        innerIp
            + Ipv4.headerBytes(data, innerIp)
            + (protocol == Ipv4.TCP ? TCP_CHECKSUM_AT : UDP_CHECKSUM_AT);
    int before = Bytes.u16(data, at);
    int after = before ^ WRONG;
    Bytes.put16(data, at, after);
    int outer = Bytes.u16(data, udp + UDP_CHECKSUM_AT);
    if (outer != 0) {
      Bytes.put16(data, udp + UDP_CHECKSUM_AT, Checksum.update16(outer, before, after));
    }
  }
}
