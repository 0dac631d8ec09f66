package dev.drydock.core.device.vxlan;

import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv4;

/// A number for the flow an Ethernet frame belongs to, the same in both directions (Linux
/// `__skb_get_hash_symmetric`). The kernel mixes with SipHash and a secret; the mix here is
/// another, the parts of a flow are the same: addresses and protocol, and the ports of TCP and UDP.
/// A TCP socket gives its segments a number of its own instead, drawn by chance
/// (`skb_set_hash_from_sk`), so that the two directions of a connection differ.
final class FlowHash {
  private static final long PRIME = 0x9E3779B97F4A7C15L;
  private static final long SECOND_PRIME = 0xC2B2AE3D27D4EB4FL;

  private FlowHash() {}

  static int of(byte[] data, int at, int length, int seed) {
    boolean isIpv4 =
        Ethernet.type(data, at) == Ethernet.IPV4
            && length >= Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES;
    if (!isIpv4) {
      long both = Ethernet.source(data, at) ^ Ethernet.destination(data, at);
      return mix(mix(seed, both), Ethernet.type(data, at));
    }
    int ip = at + Ethernet.HEADER_BYTES;
    int source = Ipv4.source(data, ip);
    int destination = Ipv4.destination(data, ip);
    int protocol = Ipv4.protocol(data, ip);
    int ports = ports(data, ip, at + length);
    boolean swap = Integer.compareUnsigned(destination, source) < 0;
    if (source == destination) {
      swap = (ports & 0xffff) < (ports >>> 16);
    }
    swap &= protocol != Ipv4.TCP;
    long addresses = swap ? pair(destination, source) : pair(source, destination);
    int ordered = swap ? Integer.rotateLeft(ports, 16) : ports;
    return mix(seed, addresses + (((long) ordered << 8) + protocol) * SECOND_PRIME);
  }

  /// Source and destination port; 0 for a fragment and for protocols without ports.
  private static int ports(byte[] data, int ip, int end) {
    int protocol = Ipv4.protocol(data, ip);
    boolean hasPorts = protocol == Ipv4.TCP || protocol == Ipv4.UDP;
    boolean isFragment = (Ipv4.fragment(data, ip) & (Ipv4.MF | Ipv4.OFFSET_MASK)) != 0;
    int at = ip + Ipv4.headerBytes(data, ip);
    return hasPorts && !isFragment && at + 4 <= end ? Bytes.i32(data, at) : 0;
  }

  private static long pair(int high, int low) {
    return ((long) high << 32) | (low & 0xffff_ffffL);
  }

  private static int mix(long state, long value) {
    long mixed = (state ^ value) * PRIME;
    mixed ^= mixed >>> 29;
    return (int) ((mixed * PRIME) >>> 32);
  }
}
