package dev.drydock.pcap.dissect;

import org.jspecify.annotations.Nullable;
import org.pcap4j.packet.IcmpV6CommonPacket;
import org.pcap4j.packet.IllegalRawDataException;
import org.pcap4j.packet.IpV6ExtHopByHopOptionsPacket;
import org.pcap4j.packet.IpV6Packet;
import org.pcap4j.packet.Packet;

/// The hop-by-hop options of IPv6 (RFC 8200, 4.3), behind which multicast listener reports stand.
///
/// ```
///   | next header 1 | length 1 | options |   (length + 1) * 8 bytes in all
/// ```
///
/// pcap4j 1.8.2 takes a padding of two bytes at the end of the options for the next header, so the
/// message behind is found here.
final class HopByHop {
  private static final int ICMPV6 = 58;

  private HopByHop() {}

  /// The message behind the options; null when the packet has none.
  static @Nullable IcmpV6CommonPacket icmp(IpV6Packet ip) throws IllegalRawDataException {
    Packet options = ip.getPayload();
    if (!(options instanceof IpV6ExtHopByHopOptionsPacket)) {
      return null;
    }
    byte[] bytes = options.getRawData();
    int length = ((bytes[1] & 0xff) + 1) * 8;
    return bytes[0] == ICMPV6 && length < bytes.length
        ? IcmpV6CommonPacket.newPacket(bytes, length, bytes.length - length)
        : null;
  }
}
