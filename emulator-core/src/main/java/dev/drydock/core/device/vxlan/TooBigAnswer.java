package dev.drydock.core.device.vxlan;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.Ipv4;

/// What a bridged tunnel tells the sender of a packet that does not fit into the network below and
/// must not be fragmented: "fragmentation needed", as if from the packet's destination (Linux
/// `skb_tunnel_check_pmtu`, `iptunnel_pmtud_build_icmp`).
final class TooBigAnswer {
  /// The smallest MTU it speaks of, and the longest answer.
  private static final int MINIMUM_MTU_BYTES = 576;

  private static final int QUOTED_BYTES_MAX =
      MINIMUM_MTU_BYTES - Ipv4.HEADER_BYTES - Icmp.HEADER_BYTES;

  private TooBigAnswer() {}

  /// Whether a frame is long enough to be too big for anything that it speaks of.
  static boolean isPossible(Frame frame) {
    return frame.length() > MINIMUM_MTU_BYTES + Ethernet.HEADER_BYTES;
  }

  /// Whether the sender of a frame is to be told.
  ///
  /// @param mtuBytes the largest inner packet
  static boolean isDue(Frame frame, int mtuBytes) {
    byte[] data = frame.data();
    int at = frame.offset();
    int ip = at + Ethernet.HEADER_BYTES;
    int length = frame.length() - Ethernet.HEADER_BYTES;
    if (length <= mtuBytes
        || mtuBytes < MINIMUM_MTU_BYTES
        || Ethernet.type(data, at) != Ethernet.IPV4
        || Ipv4.fragment(data, ip) != Ipv4.DF) {
      return false;
    }
    int source = Ipv4.source(data, ip);
    int destination = Ipv4.destination(data, ip);
    if (!isSingle(source)
        || source >>> 24 == 0
        || Ipv4.isLoopback(source)
        || !isSingle(destination)) {
      return false;
    }
    int icmp = ip + Ipv4.headerBytes(data, ip);
    return Ipv4.protocol(data, ip) != Ipv4.ICMP || !Icmp.isError(Icmp.type(data, icmp));
  }

  private static boolean isSingle(int address) {
    return address != Ipv4.BROADCAST && !Ipv4.isMulticast(address);
  }

  /// Turns a frame into the answer to it, in place.
  static void write(Frame frame, int mtuBytes) {
    byte[] data = frame.data();
    int old = frame.offset();
    long asker = Ethernet.source(data, old);
    long partner = Ethernet.destination(data, old);
    int quoted = frame.pull(Ethernet.HEADER_BYTES);
    frame.setLength(Math.min(frame.length(), QUOTED_BYTES_MAX));
    int from = Ipv4.destination(data, quoted);
    int to = Ipv4.source(data, quoted);
    int ttl = Ipv4.ttl(data, quoted);
    int icmp = frame.push(Icmp.HEADER_BYTES);
    int needed = (Icmp.UNREACHABLE << 8) | Icmp.FRAGMENTATION_NEEDED;
    Icmp.write(data, icmp, frame.length(), needed, mtuBytes);
    int total = frame.length() + Ipv4.HEADER_BYTES;
    int ip = frame.push(Ipv4.HEADER_BYTES);
    Ipv4.writeLengths(data, ip, total, 0, Ipv4.DF);
    Ipv4.putTos(data, ip, 0);
    Ipv4.writeAddresses(data, ip, (ttl << 8) | Ipv4.ICMP, from, to);
    Ethernet.write(data, frame.push(Ethernet.HEADER_BYTES), asker, partner, Ethernet.IPV4);
    frame.beginAnew();
  }
}
